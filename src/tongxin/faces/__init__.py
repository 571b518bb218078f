"""What people look at: desk, big screen, reports. Faces read everything and own no facts."""
