_carto_app() {
    local words=() word i
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        # `:` and `=` end words for bash, and are part of scopes and flags.
        if ((i > 1)) && [[ $word == [:=]* || ${words[${#words[@]} - 1]} == *[:=] ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
    done
    local last=${words[${#words[@]} - 1]}
    local given=${last%"${last##*[:=]}"}
    COMPREPLY=()
    while IFS= read -r word; do
        # Bash replaces only the text after the last of these.
        [[ -n $word ]] && COMPREPLY+=("${word#"$given"}")
    done < <(
        _CLAP_IFS=$'\n' _CLAP_COMPLETE_INDEX=$((${#words[@]} - 1)) VARIABLE=bash \
            carto-app -- "${words[@]}" 2>/dev/null && echo
    )
    if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[=:/,] ]]; then
        compopt -o nospace
    fi
}
complete -o bashdefault -o default -F _carto_app carto-app
