"""Headers as pydicom reads them: file names on standard input, one JSON object a line on standard output."""

import json
import sys
import warnings

import pydicom
from pydicom.multival import MultiValue

warnings.simplefilter("ignore")
pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE


def floats(value):
    if value is None or value == "":
        return []
    values = value if isinstance(value, (MultiValue, list)) else [value]
    return [float(v) for v in values if v not in (None, "")]


def text(value):
    return "" if value is None else str(value).strip()


def name(ds):
    """Family, given middle, prefix, suffix; ideographic and phonetic groups in brackets."""
    value = ds.get("PatientName")
    if value is None or not str(value):
        return ""
    parts = [value.family_name, " ".join(p for p in (value.given_name, value.middle_name) if p)]
    alphabetic = ", ".join(p.strip() for p in [*parts, value.name_prefix, value.name_suffix] if p.strip())
    groups = [" ".join(c.strip() for c in g.split("^") if c.strip()) for g in (value.ideographic, value.phonetic)]
    others = ", ".join(g for g in groups if g)
    if not others:
        return alphabetic
    return f"{alphabetic} ({others})" if alphabetic else others


def macro(ds, index, sequence):
    """The functional group's item for a frame: per frame, then shared, then the top level."""
    for groups in ("PerFrameFunctionalGroupsSequence", "SharedFunctionalGroupsSequence"):
        items = ds.get(groups)
        if not items:
            continue
        item = items[index if groups.startswith("Per") else 0]
        if item.get(sequence):
            return item[sequence].value[0]
    return ds


def frames(ds):
    count = int(ds.get("NumberOfFrames") or 1)
    out = []
    for index in range(count):
        place = macro(ds, index, "PlanePositionSequence")
        values = macro(ds, index, "PixelValueTransformationSequence")
        voi = macro(ds, index, "FrameVOILUTSequence")
        measures = macro(ds, index, "PixelMeasuresSequence")
        placed = count == 1 or place is not ds
        out.append(
            {
                "position": floats(place.get("ImagePositionPatient")) if placed else [],
                "orientation": floats(macro(ds, index, "PlaneOrientationSequence").get("ImageOrientationPatient")),
                "spacing": floats(measures.get("PixelSpacing")),
                "thickness": floats(measures.get("SliceThickness")),
                "slope": floats(values.get("RescaleSlope")),
                "intercept": floats(values.get("RescaleIntercept")),
                "centers": floats(voi.get("WindowCenter")),
                "widths": floats(voi.get("WindowWidth")),
            }
        )
    return out


def header(file):
    with open(file, "rb") as stream:
        ds = pydicom.dcmread(stream, force=True, defer_size=1024)
        pixels = "PixelData" in ds
        if "PixelData" in ds:
            del ds.PixelData
        return {
            "file": file,
            "pixels": pixels,
            "sopClassUID": text(ds.get("SOPClassUID")),
            "sopInstanceUID": text(ds.get("SOPInstanceUID")),
            "seriesInstanceUID": text(ds.get("SeriesInstanceUID")),
            "studyInstanceUID": text(ds.get("StudyInstanceUID")),
            "modality": text(ds.get("Modality")),
            "seriesDescription": text(ds.get("SeriesDescription")),
            "studyDescription": text(ds.get("StudyDescription")),
            "patientName": name(ds),
            "patientID": text(ds.get("PatientID")),
            "rows": int(ds.get("Rows") or 0),
            "columns": int(ds.get("Columns") or 0),
            "signed": int(ds.get("PixelRepresentation") or 0),
            "allocated": int(ds.get("BitsAllocated") or 0),
            "samples": int(ds.get("SamplesPerPixel") or 1),
            "instanceNumber": text(ds.get("InstanceNumber")),
            "frames": frames(ds) if pixels else [],
        }


for line in sys.stdin:
    file = line.rstrip("\n")
    try:
        answer = header(file)
    except Exception as error:  # What pydicom cannot read is told, not compared.
        answer = {"file": file, "error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
