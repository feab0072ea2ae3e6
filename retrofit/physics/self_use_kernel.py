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
    other_way = 1.0 / one_way
    for row in range(size.shape[0]):
        made_row, made_scale = production[1][row], production[2][row]
        load_row, load_scale = load[1][row], load[2][row]
        most, limit = size[row], power[row]
        charge, hour = 0.0, 0
        while hour < month.shape[0]:
            place = month[hour]
            used = sold = bought = all_made = all_wanted = 0.0
            while hour < month.shape[0] and month[hour] == place:
                made = production[0][made_row, hour] * made_scale
                wanted = load[0][load_row, hour] * load_scale
                all_made += made
                all_wanted += wanted
                if made >= wanted:
                    taken = min(made - wanted, limit, (most - charge) * other_way)
                    charge = min(charge + taken * one_way, most)
                    used += wanted
                    sold += made - wanted - taken
                else:
                    given = min(wanted - made, limit, charge * one_way)
                    charge = max(charge - given * other_way, 0.0)
                    used += made + given
                    bought += wanted - made - given
                hour += 1
            found[0, row, place] += used
            found[1, row, place] += sold
            found[2, row, place] += bought
            sums[0, row, place] += all_made
            sums[1, row, place] += all_wanted
