"""Pictures of the ground under the map: files and servers, as arrays for a frame of the plan."""
