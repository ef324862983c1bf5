"""The kit, walked through on a real Python for Windows under Wine: `./check windows`."""
