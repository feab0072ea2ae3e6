"""Hours of production, load and battery compiled. Importing this module loads numba."""

from retrofit.physics.hourly_kernel import compiled


@compiled
def follow(production, load, size, power, one_way, month, found, sums):  # type: ignore[no-untyped-def]
    """Add up what is used, exported and bought, by month.

    Parameters
    ----------
    production, load : tuple of ndarray
        Courses (P, H) [kW], course (n,) and scale (n,) of each row.
    size, power : ndarray, shape (n,)
        Battery [kWh], [kW].
    one_way : float
        Efficiency of charging, and of discharging [-].
    month : ndarray of int, shape (H,)
    found : ndarray, shape (3, n, M)
        Written: used, exported, bought [kWh].
    sums : ndarray, shape (2, n, M)
        Written: production and load [kWh].
    """
    for row in range(size.shape[0]):
        made_row, made_scale = production[1][row], production[2][row]
        load_row, load_scale = load[1][row], load[2][row]
        charge = 0.0
        for hour in range(month.shape[0]):
            place = month[hour]
            made = production[0][made_row, hour] * made_scale
            wanted = load[0][load_row, hour] * load_scale
            used = min(made, wanted)
            spare, short = made - used, wanted - used
            if size[row] > 0.0:
                taken = min(spare, power[row], max(size[row] - charge, 0.0) / one_way)
                charge += taken * one_way
                spare -= taken
                given = min(short, power[row], charge * one_way)
                charge = max(charge - given / one_way, 0.0)
                used += given
                short -= given
            found[0, row, place] += used
            found[1, row, place] += spare
            found[2, row, place] += short
            sums[0, row, place] += made
            sums[1, row, place] += wanted
