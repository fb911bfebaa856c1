-- GETs, each with the next of many tokens. Environment: TOKENS (a file, one a line; empty for requests
-- without), TARGETS (paths with spaces between, taken in turns), CONDITION (If-None-Match; empty for none).
local requests = {}
local at = 0

local function add(headers)
  local condition = os.getenv("CONDITION")
  if condition ~= "" then headers["if-none-match"] = condition end
  for target in os.getenv("TARGETS"):gmatch("%S+") do
    requests[#requests + 1] = wrk.format("GET", target, headers)
  end
end

function init()
  local tokens = os.getenv("TOKENS")
  if tokens == "" then return add({}) end
  for token in io.lines(tokens) do add({ authorization = "Bearer " .. token }) end
end

function request()
  at = at % #requests + 1
  return requests[at]
end
