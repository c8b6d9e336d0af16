"""Stored values of DICOM files as pydicom, gdcm and dcmtk read them.

Reads one file name a line; for each writes OUT/<n>.raw (all frames, little endian: int32 for grey, uint8 RGB for
colour) and prints one JSON line: {"file", "by", "frames", "rows", "columns", "rgb", "lossy", "slopes", "intercepts"}
or {"file", "error"}.
"""
import json
import os
import subprocess
import sys
import tempfile
import warnings

import numpy
import pydicom
from pydicom.pixel_data_handlers.util import apply_color_lut, convert_color_space

warnings.simplefilter("ignore")
LOSSY = {"1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.81"}
HTJ2K = {"1.2.840.10008.1.2.4.201", "1.2.840.10008.1.2.4.202", "1.2.840.10008.1.2.4.203"}
TOOLS = (("gdcmconv", "--raw"), ("dcmdjpeg",), ("dcmdjpls",), ("dcmdrle",))


def run(command):
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
    return done.returncode == 0


def read(path):
    """The data set and its pixel array, and the tool that decoded it."""
    dataset = pydicom.dcmread(path, force=True)
    syntax = str(dataset.file_meta.get("TransferSyntaxUID", "")) if hasattr(dataset, "file_meta") else ""
    try:
        return dataset, dataset.pixel_array, "pydicom"
    except Exception as error:  # noqa: BLE001: whatever it cannot decode, the others may
        first = str(error).split("\n")[0][:120]
    with tempfile.TemporaryDirectory() as folder:
        source = path
        if syntax in HTJ2K:
            # OpenJPEG 2.5 decodes HTJ2K; gdcm gives it the frame under the name of JPEG 2000.
            source = os.path.join(folder, "renamed.dcm")
            dataset.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.4.90"
            dataset.save_as(source)
        for tool in TOOLS:
            plain = os.path.join(folder, tool[0] + ".dcm")
            if run([*tool, source, plain]) and os.path.exists(plain):
                decoded = pydicom.dcmread(plain, force=True)
                try:
                    return decoded, decoded.pixel_array, tool[0]
                except Exception as error:  # noqa: BLE001
                    first = str(error).split("\n")[0][:120]
    raise RuntimeError(first)


def rescales(dataset, frames):
    slopes, intercepts = [], []
    shared = dataset.get("SharedFunctionalGroupsSequence")
    each = dataset.get("PerFrameFunctionalGroupsSequence")
    for index in range(frames):
        slope, intercept = dataset.get("RescaleSlope"), dataset.get("RescaleIntercept")
        groups = ([each[index]] if each and index < len(each) else []) + (list(shared) if shared else [])
        for group in groups:
            transform = group.get("PixelValueTransformationSequence")
            if transform:
                slope, intercept = transform[0].RescaleSlope, transform[0].RescaleIntercept
                break
        slopes.append(1.0 if slope in (None, "") else float(slope))
        intercepts.append(0.0 if intercept in (None, "") else float(intercept))
    return slopes, intercepts


def stored(dataset, array):
    """Two's complement of BitsStored bits where the header says signed (PS3.5 8.1.1).

    gdcm hands out JPEG 2000 that was coded as unsigned without this step; pydicom documents and does it.
    """
    values = array.astype("<i4")
    if dataset.PixelRepresentation == 1 and dataset.BitsStored < 32:
        shift = 32 - dataset.BitsStored
        values = (values << shift) >> shift
    return values


def rgb8(dataset, array):
    photometric = dataset.PhotometricInterpretation
    if photometric == "PALETTE COLOR":
        array = apply_color_lut(array, dataset)
        bits = dataset.RedPaletteColorLookupTableDescriptor[2]
        return (array >> 8 if bits > 8 else array).astype("<u1")
    if photometric.startswith("YBR_FULL"):
        array = convert_color_space(array, "YBR_FULL", "RGB")
    if dataset.BitsStored > 8:
        array = array >> (dataset.BitsStored - 8)
    return array.astype("<u1")


def main(out):
    for number, line in enumerate(sys.stdin):
        path = line.rstrip("\n")
        try:
            dataset, array, tool = read(path)
            frames = int(dataset.get("NumberOfFrames") or 1)
            colour = dataset.SamplesPerPixel == 3 or dataset.PhotometricInterpretation == "PALETTE COLOR"
            values = rgb8(dataset, array) if colour else stored(dataset, array)
            values.tofile(os.path.join(out, f"{number}.raw"))
            slopes, intercepts = rescales(dataset, frames)
            syntax = pydicom.dcmread(path, force=True, stop_before_pixels=True).file_meta.get("TransferSyntaxUID", "")
            answer = {
                "file": path, "by": tool, "frames": frames, "rows": int(dataset.Rows),
                "columns": int(dataset.Columns), "rgb": bool(colour), "slopes": slopes,
                "intercepts": intercepts, "lossy": str(syntax) in LOSSY,
            }
        except Exception as error:  # noqa: BLE001: named to the test, which knows what to expect
            answer = {"file": path, "error": f"{type(error).__name__}: {str(error)[:200]}"}
        print(json.dumps(answer), flush=True)


main(sys.argv[1])
