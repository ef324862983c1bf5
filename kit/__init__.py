"""What is carried to an office without a network: an installer for Windows, the same as a zip, built on Linux."""
