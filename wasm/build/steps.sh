# Steps with names, which tests.sh lists: what step keeps of them, and running them.

# What is known of each step, by its place in the list.
names=() suites=() needs=() words=() commands=()

# step NAME NEEDS WORDS COMMAND… adds a step to the suite that $suite names. NEEDS are
# earlier steps and tools, with commas between them: whatever NAME_tools of tools.sh
# finds or installs. The command is kept as a line, so its arguments have no spaces.
step() {
  local need
  for need in ${2//,/ }; do
    is_tool "$need" || place "$need" >/dev/null || refuse "step $1 needs $need, which is no tool and no earlier step"
  done
  names+=("$1") suites+=("$suite") needs+=("$2") words+=("$3") commands+=("${*:4}")
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

# run_steps WANTED… runs steps and suites in the order of the list. The first that
# fails ends it: set -e does, which a condition around run_step would switch off.
run_steps() {
  local i
  every_step
  known "$@"
  trap ended EXIT
  for i in "${!names[@]}"; do
    if wanted "$i" "$@"; then run_step "$i"; fi
  done
}

known() { # WANTED…
  local want
  for want; do
    [[ " all ${suites[*]} ${names[*]} " == *" $want "* ]] || refuse "no step is called $want; ./build.sh test --list has all"
  done
}

wanted() { # STEP WANTED…
  local pattern=" (all|${suites[$1]}|${names[$1]}) "
  [[ " ${*:2} " =~ $pattern ]]
}

ready=' ' # the steps that passed and the tools that are there
current=  # the step that runs
times=

# run_step STEP runs what it needs and then it, once.
run_step() {
  local need started name=${names[$1]}
  [[ $ready != *" $name "* ]] || return 0
  for need in ${needs[$1]//,/ }; do
    current=$name
    provide "$need"
  done
  current=$name started=$SECONDS
  printf '\n== %s: %s\n' "$name" "${words[$1]}"
  ${commands[$1]}
  took "$name" $((SECONDS - started))
}

provide() { # TOOL or STEP
  local i started=$SECONDS
  if is_tool "$1"; then
    [[ $ready != *" $1-tools "* ]] || return 0
    "$1_tools"
    took "$1-tools" $((SECONDS - started))
  else
    i=$(place "$1")
    run_step "$i"
  fi
}

took() { # NAME SECONDS
  ready+="$1 "
  times+=$(printf '%5d s  %s' "$2" "$1")$'\n'
}

# ended comes after the output of the step that failed, or tells how long each took.
ended() {
  if [ $? = 0 ]; then
    printf '\n== passed\n%s%5d s  in all\n' "$times" "$SECONDS"
  else
    printf '\n== failed: %s. It alone: ./build.sh test %s\n' "$current" "$current"
  fi
}
