"""The rules: functions that write."""
