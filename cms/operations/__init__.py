"""How the installation runs: its processes, its health, its logs, its catalogues of words."""
