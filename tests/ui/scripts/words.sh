#!/bin/sh
# The words of a text, it's said, one a line; {{.inputs.text}} is no part of the script.
cat <<E | tr ' ' '\n' > "$outputs/o0"
{{.inputs.text}}
E
printf '%s' '{{{{.Names}}}} {{{{.inputs.text}}}}' > "$outputs/o1"
