#!/usr/bin/env bash
# Runs the steps of the Dockerfile where no image can be built: in a clean root of its own, in which
# there is nothing but the system's programs and bun. Then runs what the image would: as the user bun,
# with a root file system that is read-only, one volume and a /tmp in memory.
#
#   sudo bash scripts/check-container.sh            some minutes; packages come from the registry
#
# It says what it proves, step by step, and ends with 1 where something is not so.
set -euo pipefail

if [ "${IN_NAMESPACE:-}" = "" ]; then
  [ "$(id -u)" -eq 0 ] || { echo "Mounting takes root: sudo bash $0"; exit 2; }
  exec env IN_NAMESPACE=1 unshare --mount --pid --fork --kill-child bash "$0" "$@"
fi

repository=$(cd "$(dirname "$0")/.." && pwd)
bun=$(readlink -f "$(command -v bun)")
root=$(mktemp -d "${TMPDIR:-/tmp}/almanac-container-XXXXXX")
port=${CHECK_PORT:-38473}
server=""
leave() {
  [ -z "$server" ] || kill -KILL "$server" 2>/dev/null || true
  umount -R -l "$root/system" 2>/dev/null || true
  rm -rf --one-file-system "$root"
}
trap leave EXIT

step() { printf '\n== %s\n' "$*"; }
fail() { printf 'NOT SO: %s\n' "$*"; exit 1; }

# A root with the system's programs, of which nothing can be changed, and places of its own.
image="$root/system"
make_root() {
  mkdir -p "$image"
  mount -t tmpfs -o size=3g tmpfs "$image"
  mkdir -p "$image"/{usr,etc,proc,dev,tmp,root,home/bun,own/bin}
  mount --bind -o ro /usr "$image/usr"
  for link in bin lib lib64 sbin; do ln -s "usr/$link" "$image/$link"; done
  cp -r /etc/ssl /etc/ca-certificates "$image/etc/" 2>/dev/null || true
  cp -L /etc/resolv.conf /etc/hosts /etc/nsswitch.conf "$image/etc/" 2>/dev/null || true
  printf 'root:x:0:0::/root:/bin/sh\nbun:x:1000:1000::/home/bun:/bin/sh\n' > "$image/etc/passwd"
  printf 'root:x:0:\nbun:x:1000:\n' > "$image/etc/group"
  cp "$bun" "$image/own/bin/bun"
  mount --bind "$image/own" "$image/usr/local"
  mount -t proc proc "$image/proc"
  for device in null zero random urandom; do
    touch "$image/dev/$device" && mount --bind "/dev/$device" "$image/dev/$device"
  done
  chown 1000:1000 "$image/home/bun"
}

inside() { chroot "$image" /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin HOME=/root "$@"; }
# The user, and the environment of the image.
as_bun() { "${user[@]}" "${environment[@]}" "$@"; }
user=(chroot --userspec=1000:1000 "$image" /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin HOME=/home/bun)

# The instructions, one a line, without comments.
instructions() { sed -e '/^ *#/d' "$repository/Dockerfile" | sed -e ':a' -e '/\\$/N' -e 's/\\\n//' -e 'ta'; }

environment=()
build() {
  local stage=0 line word
  while IFS= read -r line; do
    word=${line%% *}; line=${line#* }
    case $word in
      FROM) stage=$((stage + 1)); [ $stage -eq 1 ] || mv "$image/app" "$image/packages" ;;
      WORKDIR) mkdir -p "$image$line" ;;
      COPY)
        if [[ $line == --from=packages* ]]; then mv "$image/packages/node_modules" "$image/app/node_modules"
        else copy $line; fi ;;
      RUN) step "RUN ${line:0:70}…"; inside /bin/sh -c "cd /app && $line" > "$root/log" 2>&1 || { cat "$root/log"; fail "$line"; } ;;
      ENV) read -ra environment <<< "$line" ;;
      *) ;;
    esac
  done < <(instructions)
}

# What .dockerignore lets through is what is named there.
copy() {
  local words=("$@") last=$(($# - 1)) one
  local to="$image/app/${words[$last]#./}"
  for one in "${words[@]:0:$last}"; do
    grep -qx "!$one" "$repository/.dockerignore" || [[ $one == */* ]] || fail "$one is not sent to the build"
    if [ -d "$repository/$one" ]; then mkdir -p "$to"; cp -r "$repository/$one/." "$to/"; else mkdir -p "$to"; cp "$repository/$one" "$to/"; fi
  done
}

start() {
  # No function: signals must reach the server, as with the CMD of an image.
  "${user[@]}" "${environment[@]}" PORT="$port" HOST=127.0.0.1 bun /app/dist/main.js serve > "$root/out" 2>&1 &
  server=$!
  for _ in $(seq 200); do
    health && return 0
    kill -0 "$server" 2>/dev/null || { cat "$root/out"; fail "the server has ended"; }
    sleep 0.1
  done
  cat "$root/out"; fail "the server does not become ready"
}

# The health check of the Dockerfile, word for word.
health() {
  local code
  code=$(instructions | sed -n 's/^HEALTHCHECK.*CMD \["bun", "-e", "\(.*\)"\]$/\1/p')
  as_bun PORT="$port" bun -e "$code" > /dev/null 2>&1
}

stop() {
  local begun; begun=$(date +%s%N)
  # The server itself: chroot and env have become it.
  kill -TERM "$server"
  local status=0; wait "$server" || status=$?
  server=""
  [ "$status" -eq 0 ] || { cat "$root/out"; fail "it ended with $status on SIGTERM"; }
  echo "stopped by SIGTERM with 0 after $((($(date +%s%N) - begun) / 1000000)) ms"
}

make_root
build
step "The size of what the image adds"
du -sh "$image/app" | cut -f1

step "From now on the root is read-only, but for /data and /tmp"
mkdir -p "$image/data" && chown 1000:1000 "$image/data"
mkdir "$root/volume" && chown 1000:1000 "$root/volume"
mount --bind "$root/volume" "$image/data"
mount -t tmpfs -o mode=1777 tmpfs "$image/tmp"
mount -o remount,ro "$image"
mount -o remount,ro,bind "$image/usr/local" 2>/dev/null || true
as_bun sh -c 'touch /app/x || touch /home/bun/x || touch /usr/local/x' 2>/dev/null && fail "the root can be written"
as_bun sh -c 'touch /data/x && rm /data/x && touch /tmp/x && rm /tmp/x && id -u' | grep -qx 1000 || fail "it is not the user bun"
echo "written: /data and /tmp alone; user 1000"

step "It becomes ready, by the image's own health check"
start
sed -n 1,2p "$root/out"

step "An account, the page, and the commands beside the server"
as_bun almanac user create ada@example.com --name Ada --found Bluebird --admin --password-stdin <<< 'correct horse battery'
page=$(as_bun bun -e "const a = await fetch('http://127.0.0.1:$port/'); console.log(a.status, (await a.text()).length)")
echo "GET / answers ${page% *}"
[ "${page% *}" = 200 ] || fail "the page is not there"
as_bun PORT="$port" HOST=127.0.0.1 almanac doctor | grep -E '^(ok|failed) +(database|migrations|server|permissions)'

step "A backup is made and proved"
as_bun almanac backup create 2>/dev/null || as_bun almanac backup create

step "It stops gracefully, and starts again on the same volume"
stop
start
as_bun bun -e "const a = await fetch('http://127.0.0.1:$port/api/v1/auth/signin', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: 'ada@example.com', password: 'correct horse battery' }) }); console.log('sign-in:', a.status); process.exit(a.ok ? 0 : 1)"
stop
[ "$(find "$root/volume" -newermt '-1 hour' -type f | wc -l)" -gt 0 ] || fail "nothing is in the volume"

step "All of it is so."
