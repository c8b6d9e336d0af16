"""A series as pydicom reads it: `pydicom_series.py FOLDER`, points as JSON [[column, row], …] on standard input.

One JSON list on standard output, from the foot end to the head end of the axis through the slices: instance number,
position in mm, and the Hounsfield units at each point.
"""

import json
import os
import sys

import pydicom

folder = sys.argv[1]
points = json.load(sys.stdin)
slices = []
for name in os.listdir(folder):
    ds = pydicom.dcmread(os.path.join(folder, name))
    values = ds.pixel_array
    slices.append(
        {
            "instanceNumber": int(ds.InstanceNumber),
            "position": [float(v) for v in ds.ImagePositionPatient],
            "thicknessMm": float(ds.SliceThickness),
            "name": str(ds.PatientName),
            "hu": [float(ds.RescaleSlope) * int(values[row, column]) + float(ds.RescaleIntercept) for column, row in points],
        }
    )
slices.sort(key=lambda each: each["position"][2])
json.dump(slices, sys.stdout)
