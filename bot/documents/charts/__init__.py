"""What is drawn rather than written: charts in documents and pictures in the chat."""
