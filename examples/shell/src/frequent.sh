# The most frequent words of a text, each behind its number, and how many they are.
tr -s '[:space:]' '\n' < "{{.inputs.text}}" | sort | uniq -c | sort -rn | head -n {{.inputs.most}} > "$outputs/o0"
wc -l < "$outputs/o0" > "$outputs/o1"
