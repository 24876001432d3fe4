"""The parts of `benchmarks/speed.py`.

recorded, canned, files   the canned server: what it says, and how it says it
worker                    a process that makes calls as one candidate and measures them; the *_subject modules are the
                          candidates, each importing only what its environment has
servers, workers          start those processes
works                     what is measured, and what was aimed at
results                   figures become rows
page, plot                docs/speed.md and its picture
"""
