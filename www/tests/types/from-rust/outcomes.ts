// Written by tests/types.rs.
import type { FaqletErrorCode } from '../../../src/errors.js';
import type { EngineOutcome } from '../../../src/outcome.js';

export const outcomes = [
  {
    "kind": "answer",
    "entry": {
      "index": 7,
      "id": "order-status",
      "question": "Where is my order?",
      "tags": [
        "orders"
      ],
      "score": 0.987654,
      "marks": [
        [
          0,
          5
        ]
      ]
    },
    "confidence": 0.9,
    "handoff": "never",
    "related": [
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      },
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "product": "kt-200",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      }
    ],
    "contact": [
      {
        "id": "phone",
        "open": true,
        "changes": 29700000
      },
      {
        "id": "phone",
        "open": false
      }
    ],
    "route": 2,
    "notices": [
      0
    ]
  },
  {
    "kind": "answer",
    "entry": {
      "index": 7,
      "id": "order-status",
      "question": "Where is my order?",
      "product": "kt-200",
      "tags": [
        "orders"
      ],
      "score": 0.987654,
      "marks": [
        [
          0,
          5
        ]
      ]
    },
    "confidence": 0.9,
    "handoff": "offer",
    "related": [
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      },
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "product": "kt-200",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      }
    ],
    "contact": [
      {
        "id": "phone",
        "open": true,
        "changes": 29700000
      },
      {
        "id": "phone",
        "open": false
      }
    ],
    "route": 2,
    "notices": [
      0
    ]
  },
  {
    "kind": "answer",
    "entry": {
      "index": 7,
      "id": "order-status",
      "question": "Where is my order?",
      "tags": [
        "orders"
      ],
      "score": 0.987654,
      "marks": [
        [
          0,
          5
        ]
      ]
    },
    "confidence": 0.9,
    "handoff": "always",
    "related": [
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      },
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "product": "kt-200",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      }
    ],
    "contact": [
      {
        "id": "phone",
        "open": true,
        "changes": 29700000
      },
      {
        "id": "phone",
        "open": false
      }
    ],
    "route": 2,
    "notices": [
      0
    ]
  },
  {
    "kind": "answer",
    "entry": {
      "index": 7,
      "id": "order-status",
      "question": "Where is my order?",
      "tags": [
        "orders"
      ],
      "score": 0.987654,
      "marks": [
        [
          0,
          5
        ]
      ]
    },
    "confidence": 0.9,
    "handoff": "offer",
    "related": [
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      },
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "product": "kt-200",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      }
    ],
    "contact": [
      {
        "id": "phone",
        "open": true,
        "changes": 29700000
      },
      {
        "id": "phone",
        "open": false
      }
    ],
    "notices": [
      0
    ]
  },
  {
    "kind": "choose",
    "entries": [
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      },
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "product": "kt-200",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      }
    ],
    "confidence": 0.5,
    "contact": [
      {
        "id": "phone",
        "open": true,
        "changes": 29700000
      },
      {
        "id": "phone",
        "open": false
      }
    ],
    "notices": [
      1
    ]
  },
  {
    "kind": "contact",
    "reason": "empty",
    "confidence": 0.1,
    "related": [
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      },
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "product": "kt-200",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      }
    ],
    "contact": [
      {
        "id": "phone",
        "open": true,
        "changes": 29700000
      },
      {
        "id": "phone",
        "open": false
      }
    ],
    "notices": []
  },
  {
    "kind": "choose",
    "entries": [
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      },
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "product": "kt-200",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      }
    ],
    "confidence": 0.5,
    "contact": [
      {
        "id": "phone",
        "open": true,
        "changes": 29700000
      },
      {
        "id": "phone",
        "open": false
      }
    ],
    "route": 0,
    "notices": []
  },
  {
    "kind": "contact",
    "reason": "empty",
    "confidence": 0.1,
    "related": [
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      },
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "product": "kt-200",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      }
    ],
    "contact": [
      {
        "id": "phone",
        "open": true,
        "changes": 29700000
      },
      {
        "id": "phone",
        "open": false
      }
    ],
    "route": 1,
    "notices": []
  },
  {
    "kind": "contact",
    "reason": "unknown",
    "confidence": 0.1,
    "related": [
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      },
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "product": "kt-200",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      }
    ],
    "contact": [
      {
        "id": "phone",
        "open": true,
        "changes": 29700000
      },
      {
        "id": "phone",
        "open": false
      }
    ],
    "route": 1,
    "notices": []
  },
  {
    "kind": "contact",
    "reason": "unsure",
    "confidence": 0.1,
    "related": [
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      },
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "product": "kt-200",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      }
    ],
    "contact": [
      {
        "id": "phone",
        "open": true,
        "changes": 29700000
      },
      {
        "id": "phone",
        "open": false
      }
    ],
    "route": 1,
    "notices": []
  },
  {
    "kind": "contact",
    "reason": "person",
    "confidence": 0.1,
    "related": [
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      },
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "product": "kt-200",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      }
    ],
    "contact": [
      {
        "id": "phone",
        "open": true,
        "changes": 29700000
      },
      {
        "id": "phone",
        "open": false
      }
    ],
    "route": 1,
    "notices": []
  },
  {
    "kind": "contact",
    "reason": "abuse",
    "confidence": 0.1,
    "related": [
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      },
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "product": "kt-200",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      }
    ],
    "contact": [
      {
        "id": "phone",
        "open": true,
        "changes": 29700000
      },
      {
        "id": "phone",
        "open": false
      }
    ],
    "route": 1,
    "notices": []
  },
  {
    "kind": "contact",
    "reason": "vague",
    "confidence": 0.1,
    "related": [
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      },
      {
        "index": 7,
        "id": "order-status",
        "question": "Where is my order?",
        "product": "kt-200",
        "tags": [
          "orders"
        ],
        "score": 0.987654,
        "marks": [
          [
            0,
            5
          ]
        ]
      }
    ],
    "contact": [
      {
        "id": "phone",
        "open": true,
        "changes": 29700000
      },
      {
        "id": "phone",
        "open": false
      }
    ],
    "route": 1,
    "notices": []
  }
] as const satisfies readonly EngineOutcome[];

export const codes = ["index-corrupt","index-version"] as const satisfies readonly FaqletErrorCode[];
