"""The workbooks that the office gives out."""
