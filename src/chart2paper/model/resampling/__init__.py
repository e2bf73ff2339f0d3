"""The primary estimate by resampling: how much it moves when matched sets or roles within them are redrawn."""
