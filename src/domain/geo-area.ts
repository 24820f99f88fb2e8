/** Boxes and distances on the globe: what lies where, also across the meridian of 180° and at the poles. */
export type Coordinates = { readonly latitude: number; readonly longitude: number };

/** In degrees; a west that is greater than the east goes across the meridian of 180°. */
export type Box = { readonly south: number; readonly west: number; readonly north: number; readonly east: number };

/** A box that does not cross it. */
export type Bounds = Box;

/** Mean radius, IUGG. */
export const EARTH_RADIUS_M = 6_371_008.8;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const degrees = (angle: number): number => (angle * 180) / Math.PI;

/** Along the great circle, by the haversine formula: within 0.6 % of what the ellipsoid has. */
export const distanceM = (one: Coordinates, other: Coordinates): number => {
  const [lat1, lat2] = [radians(one.latitude), radians(other.latitude)];
  const half =
    Math.sin((lat2 - lat1) / 2) ** 2 +
    Math.cos(lat1) * Math.cos(lat2) * Math.sin(radians(other.longitude - one.longitude) / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(half)));
};

/** A box as boxes that do not cross the meridian of 180°, which is both ends of the map. */
const piecesOf = ({ south, west, north, east }: Box): readonly Bounds[] => {
  if (west > east) {
    return [
      { south, north, west, east: 180 },
      { south, north, west: -180, east },
    ];
  }
  const own = { south, west, north, east };
  if (east === 180 && west > -180) return [own, { south, north, west: -180, east: -180 }];
  if (west === -180 && east < 180) return [own, { south, north, west: 180, east: 180 }];
  return [own];
};

const holds = (bounds: Bounds, { latitude, longitude }: Coordinates): boolean =>
  latitude >= bounds.south && latitude <= bounds.north && longitude >= bounds.west && longitude <= bounds.east;

export const isInBox = (box: Box, place: Coordinates): boolean => piecesOf(box).some((piece) => holds(piece, place));

const wrapped = (longitude: number): number =>
  longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude;

/** To the nearest place of a piece of a meridian, `offset` degrees of longitude away. */
const toMeridianM = ({ latitude }: Coordinates, offset: number, south: number, north: number): number => {
  const [at, aside] = [radians(latitude), radians(offset)];
  // The cosine of the distance is that of the angle to this latitude, times a constant: there it is the greatest.
  const foot = degrees(Math.atan2(Math.sin(at), Math.cos(at) * Math.cos(aside)));
  const nearest = Math.max(south, Math.min(north, foot));
  const ends = foot === nearest ? [nearest] : [south, north];
  return Math.min(
    ...ends.map((end) => distanceM({ latitude, longitude: 0 }, { latitude: end, longitude: Math.abs(offset) })),
  );
};

/** Doubles round: what is a little too near loses nothing. */
const ROUNDING_M = 0.5;

/** No place in the bounds is nearer. */
export const nearestM = (center: Coordinates, { south, west, north, east }: Bounds): number => {
  const { latitude, longitude } = center;
  const offsets = [wrapped(west - longitude), wrapped(east - longitude)];
  const between = (longitude >= west && longitude <= east) || Math.abs(east - west) >= 360;
  const least = between
    ? latitude >= south && latitude <= north
      ? 0
      : radians(latitude < south ? south - latitude : latitude - north) * EARTH_RADIUS_M
    : Math.min(...offsets.map((offset) => toMeridianM(center, offset, south, north)));
  return Math.max(0, least - ROUNDING_M);
};

/** No place in the bounds is farther; they are so small that a corner is the farthest. Infinite: they are not. */
export const farthestM = (center: Coordinates, { south, west, north, east }: Bounds): number => {
  const offsets = [west, east].map((longitude) => Math.abs(wrapped(longitude - center.longitude)));
  if (east - west > 45 || offsets.some((offset) => offset > 90)) return Number.POSITIVE_INFINITY;
  const corners = [south, north].flatMap((latitude) => [west, east].map((longitude) => ({ latitude, longitude })));
  return Math.max(...corners.map((corner) => distanceM(center, corner))) + ROUNDING_M;
};

export type Relation = 'outside' | 'touches' | 'within';

/** What is so little beside an edge may be counted to the cell behind it. */
const ROUNDING_DEGREES = 1e-9;

/** How bounds lie to a box. `touches` may be said of what lies just outside, never `outside` of what is in it. */
export const relationTo = (box: Box, bounds: Bounds): Relation => {
  const pieces = piecesOf(box);
  const isWithin = pieces.some(
    (piece) =>
      bounds.south >= piece.south &&
      bounds.north <= piece.north &&
      bounds.west >= piece.west &&
      bounds.east <= piece.east,
  );
  if (isWithin) return 'within';
  const touches = pieces.some(
    (piece) =>
      bounds.south <= piece.north + ROUNDING_DEGREES &&
      bounds.north >= piece.south - ROUNDING_DEGREES &&
      bounds.west <= piece.east + ROUNDING_DEGREES &&
      bounds.east >= piece.west - ROUNDING_DEGREES,
  );
  return touches ? 'touches' : 'outside';
};
