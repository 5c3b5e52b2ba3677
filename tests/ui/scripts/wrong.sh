#!/bin/sh
set -o pipefail

	grep -c "{{.inputs.wrod}}" file
awk '{ print {{.inputs.word}} }'
