"""The interface of these programs: they read one JSON document and write another."""

import json
import sys


def answer(respond):
    question = json.load(sys.stdin)
    # Output of a library must not mix with the answer.
    out, sys.stdout = sys.stdout, sys.stderr
    json.dump(respond(question), out, ensure_ascii=False)
