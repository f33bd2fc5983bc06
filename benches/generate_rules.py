#!/usr/bin/env python3
"""Rules for measuring: N phrase rules built from the words of rules/words.toml, always the same for the same N.

usage: generate_rules.py N OUT_DIR

80 % are plain wordings (two words side by side), 20 % have gaps and lists, as in a real rule set. OUT_DIR also gets
words.toml, so that `fashen check --no-builtin --rules OUT_DIR` judges guards as usual.
"""
import os, random, shutil, sys, tomllib

count, out = int(sys.argv[1]), sys.argv[2]
here = os.path.dirname(os.path.abspath(__file__))
words_file = os.path.join(here, "..", "rules", "words.toml")
lists = tomllib.load(open(words_file, "rb"))["lists"]
pick = random.Random(20261121)
plain = lambda name: [w for w in lists[name] if not set(w) & set("{(|)}")]
heads = ["限定", "指定", "要求", "强制", "排除", "限制", "禁止", "优先", "仅限", "给予", "实行", "收取", "责令", "取消", "暂停"]
middles = plain("本地") + plain("外地") + plain("证照") + plain("社会待遇")
tails = plain("经营者") + plain("私主体") + plain("税种") + plain("协会商会")
literals = [h + t for h in heads for t in middles + tails] + [m + t for m in middles for t in tails]
pick.shuffle(literals)
os.makedirs(out, exist_ok=True)
shutil.copy(words_file, os.path.join(out, "words.toml"))
with open(os.path.join(out, "generated.toml"), "w", encoding="utf-8") as file:
    for n in range(count):
        if n % 5 == 4:
            pattern = f"({'|'.join(pick.sample(heads, 2))})…{{{pick.choice(['本地', '外地', '证照'])}}}…{pick.choice(tails)}"
            text = pattern[1:3] + lists[pattern.split("{")[1].split("}")[0]][0] + pattern.rsplit("…", 1)[1]
        else:
            pattern = text = literals[n]
        file.write(f'''[[rule]]
id = "bench/rule-{n}"
title = "测速用"
grade = "advice"
confidence = "likely"
heading = "content"
message = "“{{matched}}”"
advice = "测速用"
[[rule.basis]]
law = "中华人民共和国行政处罚法"
article = "第十六条"
[rule.check.phrase]
any = ["{pattern}"]
guards = ["prohibited", "quoted"]
lower = ["by-higher-law"]
[[rule.example]]
text = "⟦{text}⟧"
[[rule.example]]
why = "在引号里"
text = "“{text}”"

''')
