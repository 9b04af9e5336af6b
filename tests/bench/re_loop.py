# SPDX-License-Identifier: MIT
"""The yardstick of a script: every regex on every answer with Python's re.

    python3 re_loop.py RULES ANSWERS COUNT

Reads the first COUNT answers.  Prints `answers N matches N seconds CPU`, the time of the loop alone.
"""
import itertools
import re
import sys
import time

with open(sys.argv[1], encoding="utf-8") as lines:
    rules = [re.compile(line.rstrip("\n").split("\t")[1], re.IGNORECASE) for line in lines]
with open(sys.argv[2], encoding="utf-8") as lines:
    answers = [line.rstrip("\n") for line in itertools.islice(lines, int(sys.argv[3]))]
matches = 0
begin = time.process_time()
for answer in answers:
    for rule in rules:
        for match in rule.finditer(answer):
            matches += match.end() > match.start()
print(f"answers {len(answers)} matches {matches} seconds {time.process_time() - begin:.6f}")
