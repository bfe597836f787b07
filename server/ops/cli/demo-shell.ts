/**
 * `eval "$(npm run -s demo:shell)"` in bash or zsh: from then on `curl /api/...` and `curl /plugins/...` go to this Baton
 * with the demo workspace's key. Other addresses are called as ever, without the key.
 */
import { servedAt } from "../demo-login";
import { openDemo } from "./open-demo";

const { given, home, demo } = openDemo();

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

console.log(`export BATON_URL=${quoted(servedAt(home, given))}
export BATON_API_KEY=${quoted(demo.apiKey)}
curl() {
  local argument ours=
  local -a arguments
  arguments=()
  for argument in "$@"; do
    case "$argument" in
      /api/*|/plugins/*) argument="$BATON_URL$argument"; ours=1 ;;
      "$BATON_URL"/*) ours=1 ;;
    esac
    arguments+=("$argument")
  done
  if [ -n "$ours" ]; then
    command curl -H "Authorization: Bearer $BATON_API_KEY" "\${arguments[@]}"
  else
    command curl "$@"
  fi
}`);
