"""How serious it is: graded by the active rule profile, with reasons."""
