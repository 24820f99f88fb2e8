/** What GraphiQL opens with, a tab each; they go through in the demo as they are. */

const STATIONS = `# Put a token under Headers below, then run this.
query Stations {
  me {
    clientId
    scopes
  }
  stations(first: 5) {
    edges {
      node {
        id
        status
      }
    }
  }
}
`;

const FREE_PLUGS = `# What is free near the demo's depot, the nearest first.
query FreePlugs {
  findEvses(near: { latitude: 52.0536, longitude: 5.1003 }, status: AVAILABLE, first: 3) {
    edges {
      distance
      node {
        uid
        stationId
        status
        startOrder
      }
    }
  }
}
`;

const START = `# CONFIRMED, with its session, when the transaction was seen; a second time says that it runs already.
mutation Start {
  startSession(input: { stationId: "DEMO-004", evseId: 1, token: { uid: "DEMO-CARD-3", type: RFID } }) {
    id
    status
    expiresAt
  }
}
`;

const FOLLOW = `# Each change of the station's sessions, from now on. Run it, then Start again.
subscription Follow {
  sessionUpdated(stationId: "DEMO-004") {
    id
    status
    energyWh
    powerW
  }
}
`;

export const GRAPHIQL_EXAMPLES: readonly string[] = [STATIONS, FREE_PLUGS, START, FOLLOW];
