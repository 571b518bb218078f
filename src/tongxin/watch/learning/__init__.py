"""What officers teach the machine: their answers as examples, weights learnt from them, how often they agree.

Others may call `services.ask`, `train`, `activate`, `roll_back`. Which version reads is told by `triage`.
"""
