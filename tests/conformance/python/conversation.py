"""How these programs are spoken to: one JSON document in, one out."""

import json
import sys


def answer(respond):
    question = json.load(sys.stdin)
    # Whatever a library prints must not end up within the answer.
    out, sys.stdout = sys.stdout, sys.stderr
    json.dump(respond(question), out, ensure_ascii=False)
