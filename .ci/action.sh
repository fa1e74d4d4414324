#!/usr/bin/env bash
# The audit step of action.yml. Inputs come as INPUT_* variables; nothing of them is ever evaluated by the shell.
set -euo pipefail
tool=${AI_AUDIT:-$RUNNER_TEMP/ai-audit/bin/ai-audit}
report=$RUNNER_TEMP/ai-audit-report.json
rm -f "$report" # of an earlier step
arguments=(scan --format github -o "json=$report")
add() { if [ -n "$2" ]; then arguments+=("$1" "$2"); fi; }
add --fail-on "${INPUT_FAIL_ON:-}"
add --config "${INPUT_CONFIG:-}"
add --baseline "${INPUT_BASELINE:-}"
add --diff-base "${INPUT_DIFF_BASE:-}"
add --select "${INPUT_SELECT:-}"
add --ignore "${INPUT_IGNORE:-}"
if [ "${INPUT_STRICT:-false}" = true ]; then arguments+=(--strict); fi
if [ -n "${INPUT_SARIF:-}" ]; then arguments+=(-o "sarif=$INPUT_SARIF"); fi
if [ -n "${INPUT_HTML:-}" ]; then arguments+=(-o "html=$INPUT_HTML"); fi

code=0
"$tool" "${arguments[@]}" -- "${INPUT_PATH:-.}" || code=$?
if [ -s "$report" ]; then
  "$tool" convert "$report" --format markdown >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
  # -I: the repository's own json.py must not be imported
  python3 -I - "$report" >> "${GITHUB_OUTPUT:-/dev/null}" <<'PY'
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)
print("findings=%d" % sum(report["summary"]["findings"].values()))
print("grade=%s" % ((report["summary"]["score"] or {}).get("grade") or "-"))
print("report=%s" % sys.argv[1])
PY
fi
exit "$code"
