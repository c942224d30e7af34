#!/bin/bash
# Stands in for systemd in a Debian root without one: starts what the units say, as whom and with what they say.
set -eu
UNIT=/etc/systemd/system/expo-review-desk-gateway.service
PID=/run/expo-review-desk-gateway.pid
entry() { sed -n "s/^$1=//p" "$UNIT"; }
stop_gateway() {
  [ -e "$PID" ] || return 0
  kill -"$(entry KillSignal)" "$(cat "$PID")" || true
  for _ in $(seq 200); do kill -0 "$(cat "$PID")" 2>/dev/null || break; sleep 0.1; done
  rm -f "$PID"
}
start_gateway() {
  local state="/var/lib/$(entry StateDirectory)" variables=() line
  install -d -m "$(entry StateDirectoryMode)" -o nobody -g nogroup "$state"
  chown -R nobody:nogroup "$state"
  while IFS= read -r line; do
    [[ $line =~ ^[A-Z][A-Z0-9_]*= ]] && variables+=("$line")
  done < <(entry Environment; cat "$(entry EnvironmentFile)")
  cd "$(entry WorkingDirectory)"
  umask "$(entry UMask)"
  # shellcheck disable=SC2046
  env -i PATH=/usr/bin:/bin "${variables[@]}" setsid setpriv --reuid=nobody --regid=nogroup --clear-groups \
    --no-new-privs $(entry ExecStart) >> /var/log/expo-review-desk-gateway.log 2>&1 < /dev/null &
  echo $! > "$PID"
}
verb=$1; shift
for unit in "$@"; do
  case "$verb $unit" in
    "enable --now") verb=start ;;
    *" expo-review-desk-gateway")
      case $verb in
        start) start_gateway ;;
        stop) stop_gateway ;;
        restart) stop_gateway; start_gateway ;;
      esac ;;
    *" postgresql") pg_ctlcluster "$(ls /etc/postgresql)" main "$verb" ;;
    "reload nginx") if [ -s /run/nginx.pid ]; then nginx -s reload; else nginx; fi ;;
    "stop nginx") nginx -s stop ;;
    *) echo "systemctl $verb $unit: not stood in for" >&2; exit 1 ;;
  esac
done
