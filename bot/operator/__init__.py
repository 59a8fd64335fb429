"""What the operator's commands do, one file each; bot.cli only reads their arguments."""
