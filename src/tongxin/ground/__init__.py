"""What everything stands on: unions, people, employers, places, working time, rules, audit, files, notices."""
