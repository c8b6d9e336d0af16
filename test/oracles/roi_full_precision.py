"""The formulas of roi_stats.py on many regions in one process and at full precision.

Standard input: one JSON document {"script": path of roi_stats.py, "regions": [{"file", "kind", "values"}]}.
The mask of each region is computed by the script's own lines, executed from its text; standard output is a JSON list.
"""

import json
import sys
import textwrap

import numpy as np
import pydicom

job = json.load(sys.stdin)
source = open(job["script"], encoding="utf-8").read()
# From the grid of pixel centres to the line before the result is printed.
start = source.index("y,x=np.mgrid")
end = source.index("pa=float(")
mask_lines = compile(textwrap.dedent(source[start:end]), job["script"], "exec")

images = {}
answers = []
for region in job["regions"]:
    file = region["file"]
    if file not in images:
        dataset = pydicom.dcmread(file)
        hu = dataset.pixel_array.astype(float) * float(dataset.RescaleSlope) + float(dataset.RescaleIntercept)
        images[file] = (dataset, hu)
    dataset, hu = images[file]

    class Arguments:
        argv = ["roi_stats.py", file, region["kind"]]

    scope = {"np": np, "d": dataset, "hu": hu, "a": region["values"], "sys": Arguments}
    exec(mask_lines, scope)
    inside = hu[scope["m"]]
    per_pixel = float(dataset.PixelSpacing[0]) * float(dataset.PixelSpacing[1])
    answers.append(
        {
            "n": int(inside.size),
            "mean": float(inside.mean()) if inside.size else None,
            "sd": float(inside.std()) if inside.size else None,
            "min": float(inside.min()) if inside.size else None,
            "max": float(inside.max()) if inside.size else None,
            "median": float(np.median(inside)) if inside.size else None,
            "area": float(scope["geo"]) * per_pixel,
        }
    )
json.dump(answers, sys.stdout)
