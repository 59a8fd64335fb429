"""The schema of revision 0001, a function a table."""
