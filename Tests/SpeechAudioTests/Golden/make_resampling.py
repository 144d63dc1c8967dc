"""Makes resampling.json: a chirp converted by librosa 0.11 (`soxr_hq`), every 20th sample.

Run: python make_resampling.py > resampling.json
"""
import json

import librosa
import numpy as np

cases = []
for source, target in [(44100, 16000), (48000, 16000), (8000, 16000), (22050, 16000), (16000, 22050)]:
    n = np.arange(int(0.3 * source) + 7)
    t = n / source
    chirp = (0.5 * np.sin(2 * np.pi * (100 * t + 6000 * t * t))).astype(np.float32)
    result = librosa.resample(chirp, orig_sr=source, target_sr=target, res_type="soxr_hq")
    cases.append(
        {
            "source": source,
            "target": target,
            "count": len(result),
            "values": [float(f"{value:.8g}") for value in result[::20]],
        }
    )
print(json.dumps(cases))
