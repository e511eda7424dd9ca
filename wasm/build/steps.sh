# Steps with names, which tests.sh lists: what step keeps of them, and running them.

# What is known of each step, by its place in the list.
names=() suites=() limits=() needs=() words=() commands=()

# step NAME NEEDS WORDS COMMAND… adds a step to the suite that $suite names, which runs
# beside fewer than $at_once others. NEEDS are earlier steps and tools, with commas between
# them: whatever NAME_tools of tools.sh finds or installs. The command is kept as a line,
# so its arguments have no spaces.
step() {
  local need
  for need in ${2//,/ }; do
    is_tool "$need" || place "$need" >/dev/null || refuse "step $1 needs $need, which is no tool and no earlier step"
  done
  names+=("$1") suites+=("$suite") limits+=("$at_once") needs+=("$2") words+=("$3") commands+=("${*:4}")
}

is_tool() { declare -F "$1_tools" >/dev/null; }

place() { # NAME
  local i
  for i in "${!names[@]}"; do
    if [ "${names[i]}" = "$1" ]; then echo "$i" && return; fi
  done
  return 1
}

refuse() {
  echo "build.sh: $1" >&2
  exit 2
}

list_steps() {
  local i
  every_step
  for i in "${!names[@]}"; do printf '%-24s %-8s %s\n' "${names[i]}" "${suites[i]}" "${words[i]}"; done
}

# run_steps WANTED… runs steps and suites, and what they need, in the order of the list.
# A step starts when its needs have passed. The first that fails ends all.
run_steps() {
  local i
  every_step
  known "$@"
  ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)) || missing 'bash 5.1 or newer'
  for i in "${!names[@]}"; do
    if wanted "$i" "$@"; then plan "$i"; fi
  done
  logs=$(mktemp -d)
  trap 'current=; exit 130' INT TERM HUP
  trap ended EXIT
  while [ $((${#waiting[@]} + ${#running[@]})) != 0 ]; do
    if find_next; then start "$next"; else finish_one; fi
  done
}

known() { # WANTED…
  local want
  for want; do
    [[ " all ${suites[*]} ${names[*]} " == *" $want "* ]] ||
      refuse "no step is called $want; ./build.sh test --list has all"
  done
}

wanted() { # STEP WANTED…
  local pattern=" (all|${suites[$1]}|${names[$1]}) "
  [[ " ${*:2} " =~ $pattern ]]
}

# By place in the list, but running, which is by process.
waiting=() running=() began=()
passed=' ' # the names of steps, and of tools that are there
current=   # the step whose failure ends the run
next= logs= times=

plan() { # STEP
  local need
  waiting[$1]=yes
  for need in ${needs[$1]//,/ }; do
    is_tool "$need" || plan "$(place "$need")"
  done
}

find_next() {
  for next in "${!waiting[@]}"; do
    if may_start "$next"; then return; fi
  done
  return 1
}

may_start() { # STEP
  local need
  [ ${#running[@]} -lt "${limits[$1]}" ] || return 1
  for need in ${needs[$1]//,/ }; do
    is_tool "$need" || [[ $passed == *" $need "* ]] || return 1
  done
}

# start provides tools here, for all later steps and one after the other. A step that
# nothing can run beside writes where it can be watched, others to a file.
start() { # STEP
  local need
  current=${names[$1]}
  for need in ${needs[$1]//,/ }; do
    if is_tool "$need"; then provide "$need"; fi
  done
  unset "waiting[$1]"
  began[$1]=$SECONDS
  set -m # a group of processes for each step, to be ended as one
  if [ "${limits[$1]}" = 1 ] || [ $((${#waiting[@]} + ${#running[@]})) = 0 ]; then
    run "$1" </dev/null 2>&1 &
  else
    run "$1" </dev/null >"$logs/$current" 2>&1 &
  fi
  set +m
  running[$!]=$1
}

# run must not be in a condition, where set -e would let it go on after a failure.
run() { # STEP
  printf '\n== %s: %s\n' "${names[$1]}" "${words[$1]}"
  ${commands[$1]}
}

finish_one() {
  local process i status=0
  wait -n -p process || status=$?
  i=${running[process]}
  current=${names[i]}
  unset "running[process]"
  [ ! -e "$logs/$current" ] || cat "$logs/$current"
  [ $status = 0 ] || exit $status
  took "$current" $((SECONDS - began[i]))
}

provide() { # TOOL
  local started=$SECONDS
  [[ $passed != *" $1-tools "* ]] || return 0
  "$1_tools"
  took "$1-tools" $((SECONDS - started))
}

took() { # NAME SECONDS
  passed+="$1 "
  times+=$(printf '%5d s  %s' "$2" "$1")$'\n'
}

# ended comes after the output of the step that failed, or tells how long each took.
ended() {
  local status=$? process
  for process in "${!running[@]}"; do kill -- "-$process" || true; done
  wait
  rm -r "$logs"
  if [ $status = 0 ]; then
    printf '\n== passed\n%s%5d s  in all\n' "$times" "$SECONDS"
  elif [ -n "$current" ]; then
    printf '\n== failed: %s. It alone: ./build.sh test %s\n' "$current" "$current"
  fi
}
