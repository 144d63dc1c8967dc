"""Prints how many clips a folder has, and how many seconds they last together: `durations.py FOLDER`."""

import sys

import soundfile
from folder_answers import clips_of

files = clips_of(sys.argv[1])
print(len(files), sum(soundfile.info(file).duration for file in files))
