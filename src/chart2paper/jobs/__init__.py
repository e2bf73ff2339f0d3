"""What every job of the workflow needs: its record, fingerprints, the library files it rests on, the lock of a run."""
