"""`sophieu results`: the command, its figures in lines and as JSON, and what a printed figure stands on."""
