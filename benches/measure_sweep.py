#!/usr/bin/env python3
"""Measures `fashen sweep` over a library made by generate_library.py.

  measure_sweep.py FASHEN LIBRARY [--kills 20] [--as-of 2026-11-21]

Prints how many states, renewals and repeals are right, user CPU and peak memory of a whole run, the share of a second one,
and whether runs killed at random moments come to the same result.
"""
import argparse, collections, csv, json, os, random, resource, subprocess, sys, time


def run(args, work, **more):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.time()
    done = subprocess.run([args.fashen, "sweep", "docs", "--as-of", args.as_of, "--format", "json", "--work", work], cwd=args.library, capture_output=True, **more)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stdout, after.ru_utime - before.ru_utime, time.time() - start, after.ru_maxrss // 1024


def fresh(name):
    for end in ("", "-wal", "-shm"):
        if os.path.exists(name + end):
            os.remove(name + end)
    return name


def truth(args, out):
    rows = {row["path"].removeprefix("docs/"): row for row in json.loads(out)["documents"]}
    right, wrong = collections.Counter(), []
    for row in csv.DictReader(open(f"{args.library}/truth.tsv", encoding="utf-8"), delimiter="\t"):
        found = rows.get(row["path"])
        good = bool(found) and found["state"] == row["state"]
        if good and row["expires"] and row["state"] in ("in_force", "expired"):
            good = found["expires"]["no_later_than"] == row["expires"]
        if good and row["by"] and row["kind"] == "repealed" and row["state"] in ("repealed", "lapsed"):
            good = any(row["by"] in why["evidence"] for why in found["reasons"])
        right[row["kind"], good] += 1
        if not good:
            wrong.append((row, found and (found["state"], found["expires"])))
    for kind in sorted({kind for kind, _ in right}):
        good, bad = right[kind, True], right[kind, False]
        print(f"{kind}: {good}/{good + bad} = {100 * good / (good + bad):.2f} %")
    for row in wrong[:5]:
        print("  wrong:", row)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("fashen"), parser.add_argument("library")
    parser.add_argument("--kills", type=int, default=20), parser.add_argument("--as-of", default="2026-11-21")
    args = parser.parse_args()
    args.fashen = os.path.abspath(args.fashen)
    work = fresh(f"{args.library}/work.sqlite")
    work = os.path.abspath(work)
    out, user, wall, memory = run(args, work)
    truth(args, out)
    again, user2, wall2, _ = run(args, work)
    print(f"whole: {user:.2f} s user, {wall:.2f} s, peak {memory} MB; again: {user2:.2f} s user = {100 * user2 / user:.1f} %, {wall2:.2f} s, same: {again == out}")
    broken = os.path.abspath(fresh(f"{args.library}/broken.sqlite"))
    moments = random.Random(1)
    for _ in range(args.kills):
        try:
            run(args, broken, timeout=moments.uniform(0.05, wall * 0.4))
        except subprocess.TimeoutExpired:
            pass
    out2, user3, *_ = run(args, broken)
    print(f"killed up to {args.kills} times, then {user3:.2f} s user; same: {out2 == out}")


main()
