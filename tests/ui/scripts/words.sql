-- The words of some length.
SELECT word, '{{{{.Names}}}}' FROM words
WHERE length > {{.inputs.least}}
