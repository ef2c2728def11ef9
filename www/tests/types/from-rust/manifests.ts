// Written by src/compile/types.rs.
import type { Manifest } from '../../../src/manifest.js';

export const manifests = [
  {
    "format": 1,
    "generator": "faqlet 0.1.0",
    "audience": "public",
    "defaultLanguage": "hu",
    "timeZone": "Europe/Budapest",
    "languages": {
      "hu": {
        "name": "A shop",
        "page": "hu/index.html",
        "index": {
          "file": "a.bin",
          "bytes": 1,
          "integrity": "sha384-"
        },
        "answers": [
          {
            "file": "a.bin",
            "bytes": 1,
            "integrity": "sha384-",
            "first": 0,
            "entries": 1
          }
        ],
        "entries": 1,
        "products": {
          "kt-200": "Kettle"
        },
        "topics": [
          {
            "tag": "returns",
            "name": "Returns"
          }
        ],
        "contact": {
          "language": "hu",
          "channels": [
            {
              "id": "desk",
              "type": "chat",
              "name": "Help desk",
              "url": "https://shop.example/desk",
              "detail": "on the first floor",
              "contactType": "customer support",
              "availableLanguage": [
                "hu"
              ],
              "productSupported": [
                "kt-200"
              ],
              "hoursAvailable": [
                [
                  540,
                  1080
                ]
              ],
              "holidays": [
                {
                  "first": 20000,
                  "last": 20001,
                  "hours": [
                    [
                      600,
                      720
                    ]
                  ]
                }
              ],
              "replyMinutes": 60,
              "menu": {
                "returns": "1,2"
              },
              "when": {
                "tier": [
                  "gold"
                ]
              }
            },
            {
              "id": "desk",
              "type": "email",
              "name": "Help desk",
              "url": "https://shop.example/desk",
              "detail": "on the first floor",
              "contactType": "customer support",
              "availableLanguage": [
                "hu"
              ],
              "productSupported": [
                "kt-200"
              ],
              "hoursAvailable": [
                [
                  540,
                  1080
                ]
              ],
              "holidays": [
                {
                  "first": 20000,
                  "last": 20001,
                  "hours": [
                    [
                      600,
                      720
                    ]
                  ]
                }
              ],
              "replyMinutes": 60,
              "menu": {
                "returns": "1,2"
              },
              "when": {
                "tier": [
                  "gold"
                ]
              }
            },
            {
              "id": "desk",
              "type": "phone",
              "name": "Help desk",
              "url": "https://shop.example/desk",
              "detail": "on the first floor",
              "contactType": "customer support",
              "availableLanguage": [
                "hu"
              ],
              "productSupported": [
                "kt-200"
              ],
              "hoursAvailable": [
                [
                  540,
                  1080
                ]
              ],
              "holidays": [
                {
                  "first": 20000,
                  "last": 20001,
                  "hours": [
                    [
                      600,
                      720
                    ]
                  ]
                }
              ],
              "replyMinutes": 60,
              "menu": {
                "returns": "1,2"
              },
              "when": {
                "tier": [
                  "gold"
                ]
              }
            },
            {
              "id": "desk",
              "type": "callback",
              "name": "Help desk",
              "url": "https://shop.example/desk",
              "detail": "on the first floor",
              "contactType": "customer support",
              "availableLanguage": [
                "hu"
              ],
              "productSupported": [
                "kt-200"
              ],
              "hoursAvailable": [
                [
                  540,
                  1080
                ]
              ],
              "holidays": [
                {
                  "first": 20000,
                  "last": 20001,
                  "hours": [
                    [
                      600,
                      720
                    ]
                  ]
                }
              ],
              "replyMinutes": 60,
              "menu": {
                "returns": "1,2"
              },
              "when": {
                "tier": [
                  "gold"
                ]
              }
            },
            {
              "id": "desk",
              "type": "voice-menu",
              "name": "Help desk",
              "url": "https://shop.example/desk",
              "detail": "on the first floor",
              "contactType": "customer support",
              "availableLanguage": [
                "hu"
              ],
              "productSupported": [
                "kt-200"
              ],
              "hoursAvailable": [
                [
                  540,
                  1080
                ]
              ],
              "holidays": [
                {
                  "first": 20000,
                  "last": 20001,
                  "hours": [
                    [
                      600,
                      720
                    ]
                  ]
                }
              ],
              "replyMinutes": 60,
              "menu": {
                "returns": "1,2"
              },
              "when": {
                "tier": [
                  "gold"
                ]
              }
            },
            {
              "id": "desk",
              "type": "form",
              "name": "Help desk",
              "url": "https://shop.example/desk",
              "detail": "on the first floor",
              "contactType": "customer support",
              "availableLanguage": [
                "hu"
              ],
              "productSupported": [
                "kt-200"
              ],
              "hoursAvailable": [
                [
                  540,
                  1080
                ]
              ],
              "holidays": [
                {
                  "first": 20000,
                  "last": 20001,
                  "hours": [
                    [
                      600,
                      720
                    ]
                  ]
                }
              ],
              "replyMinutes": 60,
              "menu": {
                "returns": "1,2"
              },
              "when": {
                "tier": [
                  "gold"
                ]
              }
            },
            {
              "id": "desk",
              "type": "whatsapp",
              "name": "Help desk",
              "url": "https://shop.example/desk",
              "detail": "on the first floor",
              "contactType": "customer support",
              "availableLanguage": [
                "hu"
              ],
              "productSupported": [
                "kt-200"
              ],
              "hoursAvailable": [
                [
                  540,
                  1080
                ]
              ],
              "holidays": [
                {
                  "first": 20000,
                  "last": 20001,
                  "hours": [
                    [
                      600,
                      720
                    ]
                  ]
                }
              ],
              "replyMinutes": 60,
              "menu": {
                "returns": "1,2"
              },
              "when": {
                "tier": [
                  "gold"
                ]
              }
            },
            {
              "id": "desk",
              "type": "telegram",
              "name": "Help desk",
              "url": "https://shop.example/desk",
              "detail": "on the first floor",
              "contactType": "customer support",
              "availableLanguage": [
                "hu"
              ],
              "productSupported": [
                "kt-200"
              ],
              "hoursAvailable": [
                [
                  540,
                  1080
                ]
              ],
              "holidays": [
                {
                  "first": 20000,
                  "last": 20001,
                  "hours": [
                    [
                      600,
                      720
                    ]
                  ]
                }
              ],
              "replyMinutes": 60,
              "menu": {
                "returns": "1,2"
              },
              "when": {
                "tier": [
                  "gold"
                ]
              }
            },
            {
              "id": "desk",
              "type": "messenger",
              "name": "Help desk",
              "url": "https://shop.example/desk",
              "detail": "on the first floor",
              "contactType": "customer support",
              "availableLanguage": [
                "hu"
              ],
              "productSupported": [
                "kt-200"
              ],
              "hoursAvailable": [
                [
                  540,
                  1080
                ]
              ],
              "holidays": [
                {
                  "first": 20000,
                  "last": 20001,
                  "hours": [
                    [
                      600,
                      720
                    ]
                  ]
                }
              ],
              "replyMinutes": 60,
              "menu": {
                "returns": "1,2"
              },
              "when": {
                "tier": [
                  "gold"
                ]
              }
            },
            {
              "id": "desk",
              "type": "viber",
              "name": "Help desk",
              "url": "https://shop.example/desk",
              "detail": "on the first floor",
              "contactType": "customer support",
              "availableLanguage": [
                "hu"
              ],
              "productSupported": [
                "kt-200"
              ],
              "hoursAvailable": [
                [
                  540,
                  1080
                ]
              ],
              "holidays": [
                {
                  "first": 20000,
                  "last": 20001,
                  "hours": [
                    [
                      600,
                      720
                    ]
                  ]
                }
              ],
              "replyMinutes": 60,
              "menu": {
                "returns": "1,2"
              },
              "when": {
                "tier": [
                  "gold"
                ]
              }
            },
            {
              "id": "desk",
              "type": "instagram",
              "name": "Help desk",
              "url": "https://shop.example/desk",
              "detail": "on the first floor",
              "contactType": "customer support",
              "availableLanguage": [
                "hu"
              ],
              "productSupported": [
                "kt-200"
              ],
              "hoursAvailable": [
                [
                  540,
                  1080
                ]
              ],
              "holidays": [
                {
                  "first": 20000,
                  "last": 20001,
                  "hours": [
                    [
                      600,
                      720
                    ]
                  ]
                }
              ],
              "replyMinutes": 60,
              "menu": {
                "returns": "1,2"
              },
              "when": {
                "tier": [
                  "gold"
                ]
              }
            },
            {
              "id": "desk",
              "type": "x",
              "name": "Help desk",
              "url": "https://shop.example/desk",
              "detail": "on the first floor",
              "contactType": "customer support",
              "availableLanguage": [
                "hu"
              ],
              "productSupported": [
                "kt-200"
              ],
              "hoursAvailable": [
                [
                  540,
                  1080
                ]
              ],
              "holidays": [
                {
                  "first": 20000,
                  "last": 20001,
                  "hours": [
                    [
                      600,
                      720
                    ]
                  ]
                }
              ],
              "replyMinutes": 60,
              "menu": {
                "returns": "1,2"
              },
              "when": {
                "tier": [
                  "gold"
                ]
              }
            },
            {
              "id": "desk",
              "type": "vk",
              "name": "Help desk",
              "url": "https://shop.example/desk",
              "detail": "on the first floor",
              "contactType": "customer support",
              "availableLanguage": [
                "hu"
              ],
              "productSupported": [
                "kt-200"
              ],
              "hoursAvailable": [
                [
                  540,
                  1080
                ]
              ],
              "holidays": [
                {
                  "first": 20000,
                  "last": 20001,
                  "hours": [
                    [
                      600,
                      720
                    ]
                  ]
                }
              ],
              "replyMinutes": 60,
              "menu": {
                "returns": "1,2"
              },
              "when": {
                "tier": [
                  "gold"
                ]
              }
            },
            {
              "id": "desk",
              "type": "line",
              "name": "Help desk",
              "url": "https://shop.example/desk",
              "detail": "on the first floor",
              "contactType": "customer support",
              "availableLanguage": [
                "hu"
              ],
              "productSupported": [
                "kt-200"
              ],
              "hoursAvailable": [
                [
                  540,
                  1080
                ]
              ],
              "holidays": [
                {
                  "first": 20000,
                  "last": 20001,
                  "hours": [
                    [
                      600,
                      720
                    ]
                  ]
                }
              ],
              "replyMinutes": 60,
              "menu": {
                "returns": "1,2"
              },
              "when": {
                "tier": [
                  "gold"
                ]
              }
            },
            {
              "id": "desk",
              "type": "visit",
              "name": "Help desk",
              "url": "https://shop.example/desk",
              "detail": "on the first floor",
              "contactType": "customer support",
              "availableLanguage": [
                "hu"
              ],
              "productSupported": [
                "kt-200"
              ],
              "hoursAvailable": [
                [
                  540,
                  1080
                ]
              ],
              "holidays": [
                {
                  "first": 20000,
                  "last": 20001,
                  "hours": [
                    [
                      600,
                      720
                    ]
                  ]
                }
              ],
              "replyMinutes": 60,
              "menu": {
                "returns": "1,2"
              },
              "when": {
                "tier": [
                  "gold"
                ]
              }
            },
            {
              "id": "desk",
              "type": "store",
              "name": "Help desk",
              "url": "https://shop.example/desk",
              "detail": "on the first floor",
              "contactType": "customer support",
              "availableLanguage": [
                "hu"
              ],
              "productSupported": [
                "kt-200"
              ],
              "hoursAvailable": [
                [
                  540,
                  1080
                ]
              ],
              "holidays": [
                {
                  "first": 20000,
                  "last": 20001,
                  "hours": [
                    [
                      600,
                      720
                    ]
                  ]
                }
              ],
              "replyMinutes": 60,
              "menu": {
                "returns": "1,2"
              },
              "when": {
                "tier": [
                  "gold"
                ]
              }
            },
            {
              "id": "desk",
              "type": "community",
              "name": "Help desk",
              "url": "https://shop.example/desk",
              "detail": "on the first floor",
              "contactType": "customer support",
              "availableLanguage": [
                "hu"
              ],
              "productSupported": [
                "kt-200"
              ],
              "hoursAvailable": [
                [
                  540,
                  1080
                ]
              ],
              "holidays": [
                {
                  "first": 20000,
                  "last": 20001,
                  "hours": [
                    [
                      600,
                      720
                    ]
                  ]
                }
              ],
              "replyMinutes": 60,
              "menu": {
                "returns": "1,2"
              },
              "when": {
                "tier": [
                  "gold"
                ]
              }
            }
          ],
          "routes": [
            {
              "tags": [
                "returns"
              ],
              "channels": [
                "desk"
              ],
              "role": "Returns desk",
              "escalation": {
                "role": "Manager",
                "afterMinutes": 120
              }
            },
            {
              "tags": [
                "returns"
              ],
              "channels": [
                "desk"
              ]
            }
          ],
          "notices": [
            {
              "id": "strike",
              "text": "Parcels are late.",
              "url": "https://shop.example/strike"
            },
            {
              "id": "strike",
              "text": "Parcels are late."
            }
          ]
        }
      }
    },
    "style": {
      "file": "a.bin",
      "bytes": 1,
      "integrity": "sha384-"
    }
  },
  {
    "format": 1,
    "generator": "faqlet 0.1.0",
    "audience": "staff",
    "defaultLanguage": "hu",
    "productShards": true,
    "languages": {
      "hu": {
        "page": "hu/index.html",
        "index": {
          "file": "a.bin",
          "bytes": 1,
          "integrity": "sha384-"
        },
        "answers": [
          {
            "file": "a.bin",
            "bytes": 1,
            "integrity": "sha384-",
            "first": 0,
            "entries": 1
          }
        ],
        "entries": 1,
        "topics": [
          {
            "tag": "returns",
            "name": "Returns"
          }
        ],
        "contact": {
          "language": "hu",
          "channels": [
            {
              "id": "desk",
              "type": "chat",
              "name": "Help desk",
              "url": "https://shop.example/desk"
            },
            {
              "id": "desk",
              "type": "email",
              "name": "Help desk",
              "url": "https://shop.example/desk"
            },
            {
              "id": "desk",
              "type": "phone",
              "name": "Help desk",
              "url": "https://shop.example/desk"
            },
            {
              "id": "desk",
              "type": "callback",
              "name": "Help desk",
              "url": "https://shop.example/desk"
            },
            {
              "id": "desk",
              "type": "voice-menu",
              "name": "Help desk",
              "url": "https://shop.example/desk"
            },
            {
              "id": "desk",
              "type": "form",
              "name": "Help desk",
              "url": "https://shop.example/desk"
            },
            {
              "id": "desk",
              "type": "whatsapp",
              "name": "Help desk",
              "url": "https://shop.example/desk"
            },
            {
              "id": "desk",
              "type": "telegram",
              "name": "Help desk",
              "url": "https://shop.example/desk"
            },
            {
              "id": "desk",
              "type": "messenger",
              "name": "Help desk",
              "url": "https://shop.example/desk"
            },
            {
              "id": "desk",
              "type": "viber",
              "name": "Help desk",
              "url": "https://shop.example/desk"
            },
            {
              "id": "desk",
              "type": "instagram",
              "name": "Help desk",
              "url": "https://shop.example/desk"
            },
            {
              "id": "desk",
              "type": "x",
              "name": "Help desk",
              "url": "https://shop.example/desk"
            },
            {
              "id": "desk",
              "type": "vk",
              "name": "Help desk",
              "url": "https://shop.example/desk"
            },
            {
              "id": "desk",
              "type": "line",
              "name": "Help desk",
              "url": "https://shop.example/desk"
            },
            {
              "id": "desk",
              "type": "visit",
              "name": "Help desk",
              "url": "https://shop.example/desk"
            },
            {
              "id": "desk",
              "type": "store",
              "name": "Help desk",
              "url": "https://shop.example/desk"
            },
            {
              "id": "desk",
              "type": "community",
              "name": "Help desk",
              "url": "https://shop.example/desk"
            }
          ]
        }
      }
    },
    "style": {
      "file": "a.bin",
      "bytes": 1,
      "integrity": "sha384-"
    }
  }
] as const satisfies readonly Manifest[];
