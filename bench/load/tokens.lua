-- GETs of one path, each with the next of many tokens. Environment: TOKENS (a file, one a line),
-- TARGET (the path), CONDITION (If-None-Match; empty for none).
local requests = {}
local at = 0

function init()
  for token in io.lines(os.getenv("TOKENS")) do
    local headers = { authorization = "Bearer " .. token }
    local condition = os.getenv("CONDITION")
    if condition ~= "" then headers["if-none-match"] = condition end
    requests[#requests + 1] = wrk.format("GET", os.getenv("TARGET"), headers)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end
