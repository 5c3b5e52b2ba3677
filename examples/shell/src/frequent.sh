# Writes the most frequent words of a text, each with its count before it, and the number of these words.
tr -s '[:space:]' '\n' < "{{.inputs.text}}" | sort | uniq -c | sort -rn | head -n {{.inputs.most}} > "$outputs/o0"
wc -l < "$outputs/o0" > "$outputs/o1"
