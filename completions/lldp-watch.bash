# bash completion for lldp-watch; made by: lldp-watch completion bash

_lldp_watch_ask() {
  "${COMP_WORDS[0]}" "$@" 2>/dev/null | sort -u
}

_lldp_watch() {
  # Ports have colons, at which bash cuts words: take the line apart at blanks instead.
  local line="${COMP_LINE:0:COMP_POINT}" words cur prev command="" word IFS=$' \t\n'
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  cur="${words[-1]}" prev=""
  ((${#words[@]} > 1)) && prev="${words[-2]}"
  for word in "${words[@]:1:${#words[@]}-2}"; do
    [[ $word == -* ]] && continue
    case "$command" in
      "") command="$word" ;;
      lab | config | port) command="$command $word" ;;
      *) break ;;
    esac
  done
  local candidates=""
  case "$command $prev" in
    "live --filter") return ;;
    "live --sort") candidates="port state neighbor verdict age rate" ;;
    "live --group") candidates="none namespace host" ;;
    "live --namespaces") return ;;
    "live --interfaces") return ;;
    "live --mode") candidates="rx-and-tx rx-only tx-only disabled" ;;
    "live --server") return ;;
    "live --token-file") return ;;
    "live --color") candidates="auto always never" ;;
    "neighbors --namespace" | "neighbors -n") candidates="$(_lldp_watch_ask namespaces --no-headers --columns namespace)" ;;
    "neighbors --interface" | "neighbors -i") candidates="$(_lldp_watch_ask ports --no-headers --columns interface)" ;;
    "neighbors --listen-for") return ;;
    "neighbors --format") candidates="table json ndjson csv lldpcli-json" ;;
    "neighbors --columns") return ;;
    "neighbors --server") return ;;
    "neighbors --token-file") return ;;
    "neighbors --color") candidates="auto always never" ;;
    "ports --namespace" | "ports -n") candidates="$(_lldp_watch_ask namespaces --no-headers --columns namespace)" ;;
    "ports --interface" | "ports -i") candidates="$(_lldp_watch_ask ports --no-headers --columns interface)" ;;
    "ports --format") candidates="table json ndjson csv" ;;
    "ports --columns") return ;;
    "ports --server") return ;;
    "ports --token-file") return ;;
    "ports --color") candidates="auto always never" ;;
    "namespaces --namespace" | "namespaces -n") candidates="$(_lldp_watch_ask namespaces --no-headers --columns namespace)" ;;
    "namespaces --format") candidates="table json ndjson csv" ;;
    "namespaces --columns") return ;;
    "namespaces --server") return ;;
    "namespaces --token-file") return ;;
    "namespaces --color") candidates="auto always never" ;;
    "links --namespace" | "links -n") candidates="$(_lldp_watch_ask namespaces --no-headers --columns namespace)" ;;
    "links --interface" | "links -i") candidates="$(_lldp_watch_ask ports --no-headers --columns interface)" ;;
    "links --verdict") return ;;
    "links --format") candidates="table json ndjson csv" ;;
    "links --columns") return ;;
    "links --server") return ;;
    "links --token-file") return ;;
    "links --color") candidates="auto always never" ;;
    "topology --at") return ;;
    "topology --namespace" | "topology -n") candidates="$(_lldp_watch_ask namespaces --no-headers --columns namespace)" ;;
    "topology --format") candidates="tree json dot graphml netjson rfc8345 mermaid containerlab" ;;
    "topology --server") return ;;
    "topology --token-file") return ;;
    "topology --color") candidates="auto always never" ;;
    "status --format") candidates="text json" ;;
    "status --server") return ;;
    "status --token-file") return ;;
    "status --color") candidates="auto always never" ;;
    "watch --namespace" | "watch -n") candidates="$(_lldp_watch_ask namespaces --no-headers --columns namespace)" ;;
    "watch --interface" | "watch -i") candidates="$(_lldp_watch_ask ports --no-headers --columns interface)" ;;
    "watch --after") return ;;
    "watch --count" | "watch -c") return ;;
    "watch --format") candidates="text ndjson" ;;
    "watch --server") return ;;
    "watch --token-file") return ;;
    "watch --color") candidates="auto always never" ;;
    "events --since") return ;;
    "events --limit") return ;;
    "events --namespace" | "events -n") candidates="$(_lldp_watch_ask namespaces --no-headers --columns namespace)" ;;
    "events --interface" | "events -i") candidates="$(_lldp_watch_ask ports --no-headers --columns interface)" ;;
    "events --format") candidates="table json ndjson csv" ;;
    "events --columns") return ;;
    "events --server") return ;;
    "events --token-file") return ;;
    "events --color") candidates="auto always never" ;;
    "diff --format") candidates="text json" ;;
    "diff --server") return ;;
    "diff --token-file") return ;;
    "diff --color") candidates="auto always never" ;;
    "wait --neighbor") return ;;
    "wait --port") candidates="$(_lldp_watch_ask ports --no-headers --columns port)" ;;
    "wait --timeout" | "wait -t") return ;;
    "wait --server") return ;;
    "wait --token-file") return ;;
    "wait --color") candidates="auto always never" ;;
    "verify --wait") return ;;
    "verify --format") candidates="text json ndjson" ;;
    "verify --server") return ;;
    "verify --token-file") return ;;
    "verify --color") candidates="auto always never" ;;
    "explain --format") candidates="text json" ;;
    "explain --server") return ;;
    "explain --token-file") return ;;
    "explain --color") candidates="auto always never" ;;
    "snapshot --format") candidates="dot containerlab" ;;
    "snapshot --server") return ;;
    "snapshot --token-file") return ;;
    "snapshot --color") candidates="auto always never" ;;
    "decode --format") candidates="text json ndjson" ;;
    "decode --color") candidates="auto always never" ;;
    "lab up --var") return ;;
    "lab up --color") candidates="auto always never" ;;
    "lab down --var") return ;;
    "lab down --color") candidates="auto always never" ;;
    "lab status --var") return ;;
    "lab status --format") candidates="text json" ;;
    "lab status --color") candidates="auto always never" ;;
    "lab exec --lab") return ;;
    "lab exec --color") candidates="auto always never" ;;
    "lab shell --lab") return ;;
    "lab shell --color") candidates="auto always never" ;;
    "lab ping --count" | "lab ping -c") return ;;
    "lab ping --lab") return ;;
    "lab ping --color") candidates="auto always never" ;;
    "lab cut --lab") return ;;
    "lab cut --color") candidates="auto always never" ;;
    "lab join --lab") return ;;
    "lab join --color") candidates="auto always never" ;;
    "lab mask --lab") return ;;
    "lab mask --color") candidates="auto always never" ;;
    "lab pcap --count" | "lab pcap -c") return ;;
    "lab pcap --lab") return ;;
    "lab pcap --color") candidates="auto always never" ;;
    "lab graph --var") return ;;
    "lab graph --format") candidates="tree json dot graphml netjson rfc8345 mermaid" ;;
    "lab graph --color") candidates="auto always never" ;;
    "lab new --name") return ;;
    "lab new --prefix") return ;;
    "lab new --output" | "lab new -o") return ;;
    "lab new --spines") return ;;
    "lab new --leaves") return ;;
    "lab new --servers") return ;;
    "lab new --nodes") return ;;
    "lab new --fan-out") return ;;
    "lab new --extra") return ;;
    "lab new --seed") return ;;
    "lab new --color") candidates="auto always never" ;;
    "daemon --listen") return ;;
    "daemon --socket") return ;;
    "daemon --token-file") return ;;
    "daemon --tls-cert") return ;;
    "daemon --tls-key") return ;;
    "daemon --allow-host") return ;;
    "daemon --state") COMPREPLY=($(compgen -d -- "$cur")); return ;;
    "daemon --config") return ;;
    "daemon --plan") return ;;
    "daemon --log-level") candidates="debug info warn error silent" ;;
    "daemon --user") return ;;
    "daemon --namespaces") return ;;
    "daemon --interfaces") return ;;
    "daemon --mode") candidates="rx-and-tx rx-only tx-only disabled" ;;
    "daemon --non-tpmr-bridge-mode") candidates="rx-and-tx rx-only tx-only disabled" ;;
    "daemon --customer-bridge-mode") candidates="rx-and-tx rx-only tx-only disabled" ;;
    "daemon --docker-socket") return ;;
    "daemon --host-name") return ;;
    "daemon --system-description") return ;;
    "daemon --management-addresses") return ;;
    "daemon --tlvs") return ;;
    "daemon --tx-interval") return ;;
    "daemon --tx-hold") return ;;
    "daemon --tx-fast-init") return ;;
    "daemon --tx-credit-max") return ;;
    "daemon --reinit-delay") return ;;
    "daemon --max-neighbors") return ;;
    "daemon --max-neighbors-namespace") return ;;
    "daemon --max-neighbors-total") return ;;
    "daemon --history-days") return ;;
    "daemon --history-megabytes") return ;;
    "daemon --metrics-series-limit") return ;;
    "daemon --nats") return ;;
    "daemon --nats-bucket") return ;;
    "daemon --nats-credentials") return ;;
    "daemon --nats-user") return ;;
    "daemon --nats-password-file") return ;;
    "daemon --nats-ca") return ;;
    "daemon --nats-cert") return ;;
    "daemon --nats-key") return ;;
    "daemon --influx-url") return ;;
    "daemon --influx-version") candidates="1 2" ;;
    "daemon --influx-database") return ;;
    "daemon --influx-organization") return ;;
    "daemon --influx-bucket") return ;;
    "daemon --influx-token-file") return ;;
    "daemon --influx-user") return ;;
    "daemon --influx-password-file") return ;;
    "daemon --color") candidates="auto always never" ;;
    "collect --replicas") return ;;
    "collect --max-megabytes") return ;;
    "collect --listen") return ;;
    "collect --socket") return ;;
    "collect --token-file") return ;;
    "collect --tls-cert") return ;;
    "collect --tls-key") return ;;
    "collect --allow-host") return ;;
    "collect --state") COMPREPLY=($(compgen -d -- "$cur")); return ;;
    "collect --config") return ;;
    "collect --plan") return ;;
    "collect --log-level") candidates="debug info warn error silent" ;;
    "collect --history-days") return ;;
    "collect --history-megabytes") return ;;
    "collect --metrics-series-limit") return ;;
    "collect --nats") return ;;
    "collect --nats-bucket") return ;;
    "collect --nats-credentials") return ;;
    "collect --nats-user") return ;;
    "collect --nats-password-file") return ;;
    "collect --nats-ca") return ;;
    "collect --nats-cert") return ;;
    "collect --nats-key") return ;;
    "collect --influx-url") return ;;
    "collect --influx-version") candidates="1 2" ;;
    "collect --influx-database") return ;;
    "collect --influx-organization") return ;;
    "collect --influx-bucket") return ;;
    "collect --influx-token-file") return ;;
    "collect --influx-user") return ;;
    "collect --influx-password-file") return ;;
    "collect --color") candidates="auto always never" ;;
    "config check --config") return ;;
    "config check --format") candidates="text json" ;;
    "config check --color") candidates="auto always never" ;;
    "port set --mode") candidates="rx-and-tx rx-only tx-only disabled" ;;
    "port set --format") candidates="text json" ;;
    "port set --server") return ;;
    "port set --token-file") return ;;
    "port set --color") candidates="auto always never" ;;
    "completion --color") candidates="auto always never" ;;
    *)
      case "$command" in
        "") candidates="live neighbors ports namespaces links topology status watch events diff wait verify explain snapshot decode lab daemon collect config port completion help --help --version" ;;
        lab) candidates="up down status exec shell ping cut join mask pcap graph new --help" ;;
        config) candidates="check --help" ;;
        port) candidates="set --help" ;;
        "live") if [[ $cur == -* ]]; then candidates="--filter --sort --group --local --namespaces --interfaces --mode --direct --server --token-file --color --help"; else :; fi ;;
        "neighbors") if [[ $cur == -* ]]; then candidates="--namespace --interface --local --listen-for --direct --format --json --ndjson --no-headers --columns --server --token-file --color --help"; else :; fi ;;
        "ports") if [[ $cur == -* ]]; then candidates="--namespace --interface --format --json --ndjson --no-headers --columns --server --token-file --color --help"; else :; fi ;;
        "namespaces") if [[ $cur == -* ]]; then candidates="--namespace --format --json --ndjson --no-headers --columns --server --token-file --color --help"; else :; fi ;;
        "links") if [[ $cur == -* ]]; then candidates="--namespace --interface --verdict --format --json --ndjson --no-headers --columns --server --token-file --color --help"; else :; fi ;;
        "topology") if [[ $cur == -* ]]; then candidates="--at --namespace --format --json --server --token-file --color --help"; else :; fi ;;
        "status") if [[ $cur == -* ]]; then candidates="--format --json --server --token-file --color --help"; else :; fi ;;
        "watch") if [[ $cur == -* ]]; then candidates="--namespace --interface --after --count --no-reconnect --format --ndjson --server --token-file --color --help"; else :; fi ;;
        "events") if [[ $cur == -* ]]; then candidates="--since --limit --namespace --interface --format --json --ndjson --no-headers --columns --server --token-file --color --help"; else :; fi ;;
        "diff") if [[ $cur == -* ]]; then candidates="--format --json --server --token-file --color --help"; else :; fi ;;
        "wait") if [[ $cur == -* ]]; then candidates="--all --neighbor --port --timeout --quiet --server --token-file --color --help"; else :; fi ;;
        "verify") if [[ $cur == -* ]]; then candidates="--strict --wait --all --format --json --ndjson --server --token-file --color --help"; else :; fi ;;
        "explain") if [[ $cur == -* ]]; then candidates="--format --json --server --token-file --color --help"; else candidates="$(_lldp_watch_ask ports --no-headers --columns port)"; fi ;;
        "snapshot") if [[ $cur == -* ]]; then candidates="--format --server --token-file --color --help"; else :; fi ;;
        "decode") if [[ $cur == -* ]]; then candidates="--format --json --ndjson --color --help"; else :; fi ;;
        "lab up") if [[ $cur == -* ]]; then candidates="--dry-run --var --color --help"; else :; fi ;;
        "lab down") if [[ $cur == -* ]]; then candidates="--var --color --help"; else :; fi ;;
        "lab status") if [[ $cur == -* ]]; then candidates="--var --format --json --color --help"; else :; fi ;;
        "lab exec") if [[ $cur == -* ]]; then candidates="--lab --color --help"; else candidates="$(_lldp_watch_ask namespaces --no-headers --columns namespace)"; fi ;;
        "lab shell") if [[ $cur == -* ]]; then candidates="--lab --color --help"; else candidates="$(_lldp_watch_ask namespaces --no-headers --columns namespace)"; fi ;;
        "lab ping") if [[ $cur == -* ]]; then candidates="--count --lab --color --help"; else candidates="$(_lldp_watch_ask namespaces --no-headers --columns namespace)"; fi ;;
        "lab cut") if [[ $cur == -* ]]; then candidates="--lab --color --help"; else candidates="$(_lldp_watch_ask ports --no-headers --columns port)"; fi ;;
        "lab join") if [[ $cur == -* ]]; then candidates="--lab --color --help"; else candidates="$(_lldp_watch_ask ports --no-headers --columns port)"; fi ;;
        "lab mask") if [[ $cur == -* ]]; then candidates="--lab --color --help"; else candidates="$(_lldp_watch_ask namespaces --no-headers --columns namespace)"; fi ;;
        "lab pcap") if [[ $cur == -* ]]; then candidates="--count --lab --color --help"; else candidates="$(_lldp_watch_ask ports --no-headers --columns port)"; fi ;;
        "lab graph") if [[ $cur == -* ]]; then candidates="--var --format --json --color --help"; else :; fi ;;
        "lab new") if [[ $cur == -* ]]; then candidates="--name --prefix --output --spines --leaves --servers --nodes --fan-out --extra --seed --routes --color --help"; else candidates="clos ring star tree random"; fi ;;
        "daemon") if [[ $cur == -* ]]; then candidates="--listen --socket --token-file --insecure-listen --tls-cert --tls-key --allow-host --state --config --plan --log-level --user --direct --namespaces --interfaces --mode --non-tpmr-bridge-mode --customer-bridge-mode --docker-socket --host-name --system-description --management-addresses --tlvs --tx-interval --tx-hold --tx-fast-init --tx-credit-max --reinit-delay --max-neighbors --max-neighbors-namespace --max-neighbors-total --history-days --history-megabytes --metrics-node-graph --metrics-series-limit --nats --nats-bucket --nats-credentials --nats-user --nats-password-file --nats-ca --nats-cert --nats-key --influx-url --influx-version --influx-database --influx-organization --influx-bucket --influx-token-file --influx-user --influx-password-file --influx-names-as-tags --color --help"; else :; fi ;;
        "collect") if [[ $cur == -* ]]; then candidates="--init --replicas --max-megabytes --listen --socket --token-file --insecure-listen --tls-cert --tls-key --allow-host --state --config --plan --log-level --history-days --history-megabytes --metrics-node-graph --metrics-series-limit --nats --nats-bucket --nats-credentials --nats-user --nats-password-file --nats-ca --nats-cert --nats-key --influx-url --influx-version --influx-database --influx-organization --influx-bucket --influx-token-file --influx-user --influx-password-file --influx-names-as-tags --color --help"; else :; fi ;;
        "config check") if [[ $cur == -* ]]; then candidates="--config --format --json --color --help"; else :; fi ;;
        "port set") if [[ $cur == -* ]]; then candidates="--mode --format --json --server --token-file --color --help"; else candidates="$(_lldp_watch_ask ports --no-headers --columns port)"; fi ;;
        "completion") if [[ $cur == -* ]]; then candidates="--color --help"; else candidates="bash zsh fish"; fi ;;
      esac
      ;;
  esac
  COMPREPLY=($(compgen -W "$candidates" -- "$cur"))
  # What stands before the last colon is typed already, as bash sees it.
  if [[ $cur == *:* && $COMP_WORDBREAKS == *:* ]]; then
    local typed="${cur%"${cur##*:}"}" index
    for index in "${!COMPREPLY[@]}"; do COMPREPLY[index]="${COMPREPLY[index]#"$typed"}"; done
  fi
}

complete -o default -F _lldp_watch lldp-watch
