/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-material-list.h"

#include "sluice-name-list.h"

#include <stdlib.h>
#include <string.h>

/*
 * Materials whose GUID everybody has: those of Ultimaker's fdm_materials
 * (CC0-1.0, release 5.13), sorted. A GUID that is not here was made for a
 * material of one's own: it would link all of a person's prints, so it stays.
 */
static const struct
{
  char        guid[37];
  const char *type;
} materials[] = {
  { "000d008b-2f42-4952-ac17-397c354022df", "Nylon CF Slide" },
  { "00181d6c-7024-479a-8eb7-8a2e38a2619a", "CPE" },
  { "018afb87-7e12-4489-87ee-ad482137a583", "HIPS" },
  { "03e828a2-7e43-4e83-8de0-2cd7ed9f2f7c", "PLA" },
  { "03f24266-0291-43c2-a6da-5211892a2699", "Tough PLA" },
  { "0526b3f6-3452-4554-8f15-9de224445581", "PLA" },
  { "061cc7c6-77b1-4d76-996f-d049546b41d2", "PLA" },
  { "07a4547f-d21f-41a0-8eee-bc92125221b3", "TPU 95A" },
  { "08273a5e-2c8b-4a87-be39-9b5d1cb83c1f", "TPE" },
  { "093c0407-a7ab-4772-a2a1-4c52677f11d3", "TPE" },
  { "0b4ca6ef-eac8-4b23-b3ca-5f21af00e54f", "ABS" },
  { "0e01be8c-e425-4fb1-b4a3-b79f255f1db9", "PLA" },
  { "0e20a24a-3248-4b9f-96f9-69ee388abd0c", "PET" },
  { "0e720dc6-45c4-4f6e-aa55-86d632005fe5", "ABS" },
  { "0f3dfe82-1e7e-4f45-8269-d6d272cde884", "TPU" },
  { "0ff92885-617b-4144-a03c-9989872454bc", "PLA" },
  { "10961c00-3caf-48e9-a598-fa805ada1e8d", "CPE" },
  { "12bd6afe-0741-472f-970e-33ac4c3a6b15", "PETG" },
  { "12f41353-1a33-415e-8b4f-a775a6c70cc6", "CPE" },
  { "13256f8c-b72d-401d-afad-89a5b59eaac3", "PLA-Mat" },
  { "149ae256-a462-40b0-8003-edbab2fde4ef", "TPE" },
  { "1573692f-472b-4d08-ab99-967a3ab514c0", "PLA" },
  { "15d15996-4f14-4edb-bc4c-f8ba06544578", "PLA" },
  { "173a7bae-5e14-470e-817e-08609c61e12b", "CPE" },
  { "17668dfb-eb1c-46a5-a513-bdb7c06959ff", "ABS" },
  { "17abb865-ca73-4ccd-aeda-38e294c9c60b", "Nylon CF" },
  { "182d2e1d-02cf-4208-b5e7-08607d0af2d8", "TPU" },
  { "19baa6a9-94ff-478b-b4a1-8157b74358d2", "TPU 95A" },
  { "1aca047a-42df-497c-abfb-0e9cb85ead52", "CPE+" },
  { "1b29dbfd-0193-427d-a126-a4f8069fbad1", "PC" },
  { "1cbfaeb3-1906-4b26-b2e7-6f777a8c197a", "PETG" },
  { "1d52b2be-a3a2-41de-a8b1-3bcdb5618695", "TPU 95A" },
  { "1f221d1a-5201-45f6-b143-d1f678224254", "Nylon" },
  { "1f3c3be1-2e60-4343-b35d-cb383958d992", "PETG" },
  { "20d9036a-4bea-46a3-bfc2-9e147de5a543", "Nylon CF" },
  { "20e170ef-764b-4873-8c70-b88da09e9906", "GreenTEC Pro" },
  { "218379df-4a67-4668-b5f8-2a14c92bce96", "PETG" },
  { "2257ab94-fb27-42e6-865c-05aa6717504b", "PETG" },
  { "2433b8fb-dcd6-4e36-9cd5-9f4ee551c04c", "PLA" },
  { "25359cb4-9b0b-469f-b29c-4c1f5336d36a", "TPE" },
  { "255d0c5b-25c8-46ff-ad71-6d389790f50a", "PETG" },
  { "2780b345-577b-4a24-a2c5-12e6aad3e690", "ABS" },
  { "2797961b-46c6-4bbd-9636-b38701cb1a3e", "GreenTEC Pro" },
  { "283d439a-3490-4481-920c-c51d8cdecf9c", "Nylon" },
  { "28fb4162-db74-49e1-9008-d05f1e8bef5c", "Nylon" },
  { "29e505c5-a092-4c4f-bf17-725b6c82fd42", "PLA-Glitter" },
  { "2adcb50b-94b5-4393-bcc8-e6d4e45d8a87", "PLA" },
  { "2b61d300-bf30-4780-a9ae-40c86d865f87", "PLA" },
  { "2c31d5ae-a75c-4be6-83bf-377341fc6d24", "Tough PLA" },
  { "2d004bbd-d1bb-47f8-beac-b066702d5273", "PETG" },
  { "2db25566-9a91-4145-84a5-46c90ed22bdf", "Tough PLA" },
  { "2f9d2279-9b0e-4765-bf9b-d1e1e13f3c49", "ABS" },
  { "3333145a-b9b0-4388-9c5c-e5dfab37e246", "PLA" },
  { "3400c0d1-a4e3-47de-a444-7b704f287171", "ABS" },
  { "340127b7-2361-4d08-8cea-4a170a9bdbe7", "PLA-Wood" },
  { "35162ee9-b39f-4747-b915-d867a93cc7ba", "PETG" },
  { "397bdd04-a387-4cb8-84c5-f9ee2d792782", "ABS" },
  { "39a9c48e-8ea7-4936-8c5a-4a1834feaa9f", "PEKK" },
  { "3ae65b77-96f2-4a9e-a949-5b24e29a09b2", "Acetate" },
  { "3bcc8751-3ec0-43b6-9f72-8d8202eaf42c", "TPU" },
  { "3c6f2877-71cc-4760-84e6-4b89ab243e3b", "Nylon CF" },
  { "3cf87e76-dae0-42cb-ae86-3d39918af2ad", "CPE" },
  { "3ee70a86-77d8-4b87-8005-e4a1bc57d2ce", "PLA" },
  { "3f84ad4e-5fc8-4b1a-83d1-1c2636053e07", "PLA" },
  { "3fac1543-dd0c-462d-9cbc-d94137d43999", "Metallic PLA" },
  { "3fe941d9-1ef9-4a3f-bd87-7e0f16fc1bdd", "GreenTEC Pro" },
  { "4034cfaa-a512-4645-a07d-89a2dd4db91d", "CPE+" },
  { "40a273c6-0e15-4db5-a278-8eb0b4a9e293", "PETG" },
  { "416eead4-0d8e-4f0b-8bfc-a91a519befa5", "ASA" },
  { "432b8465-48e2-4ef2-a02c-803250300a6e", "Nylon" },
  { "44a029e6-e31b-4c9e-a12f-9282e29a92ff", "PLA" },
  { "450beae3-730a-496c-af06-54c5e4506736", "Nylon" },
  { "495a0ce5-9daf-4a16-b7b2-06856d82394d", "ABS-CF" },
  { "4b049931-6ee9-408c-8588-ddd4673467d1", "Tough PLA" },
  { "4cb53666-594b-452f-aba4-0e5a12b185d9", "PLA" },
  { "4cf5cf01-76b2-43d9-93f0-3b713d5730a8", "PLA" },
  { "4d816290-ce2e-40e0-8dc8-3f702243131e", "CPE" },
  { "4e16865d-d7a4-4958-95b8-a31533c0785d", "Nylon" },
  { "4edd8fce-0851-43e5-808a-970b4bfe8b10", "ABS" },
  { "4fa79814-709b-45f5-b6af-1b61dd4ded15", "TPU" },
  { "4fe9c869-7580-4de3-80fd-031cfe47901b", "ASA" },
  { "50361850-7d30-404d-943e-a3166dc11be2", "ASA" },
  { "506c9f0d-e3aa-4bd4-b2d2-23e2425b1aa9", "PLA" },
  { "5253a75a-27dc-4043-910f-753ae11bc417", "ABS" },
  { "532e8b3d-5fd4-4149-b936-53ada9bd6b85", "PLA" },
  { "533effc5-31f9-4c02-9af7-a9cf268615cd", "ABS" },
  { "570022e7-e038-40f0-af85-98f204cc558d", "PVA" },
  { "5793ca11-4b63-46cb-87d6-0162413ebd4a", "PC" },
  { "59675b16-d902-4cb3-a780-a539cae0b04d", "PC" },
  { "5a716a8c-022e-4354-bad1-ae5bad11470a", "ABS" },
  { "5b36a712-ac8b-48a0-b2ee-da3f040e580c", "Nylon" },
  { "5b4745da-5b2e-4f3c-bd6c-3d760b9aaef8", "PLA" },
  { "5b890432-a9f1-45e4-aad7-a73995600276", "PLA" },
  { "5c4e29a1-0722-4cfa-b147-338924afc075", "PLA" },
  { "5df7afa6-48bd-4c19-b314-839fe9f08f1f", "ABS" },
  { "5e786b05-a620-4a87-92d0-f02becc1ff98", "PC" },
  { "5f4a826c-7bfe-460f-8650-a9178b180d34", "TPU 95A" },
  { "5f9f3de0-045b-48d9-84ec-19db92be7603", "PETG" },
  { "5fa210e0-4edd-4cfb-b2fa-897981444fe4", "PLA" },
  { "6039cd0c-dff1-4c51-9849-1cce0161430b", "ABS" },
  { "60636bb4-518f-42e7-8237-fe77b194ebe0", "ABS" },
  { "60e6c0e4-b22f-42d7-9807-aef7f0c6fee7", "PLA-Wood" },
  { "61eb5c6c-0110-49de-9756-13b8c7cc2ff1", "PETG" },
  { "62414577-94d1-490d-b1e4-7ef3ec40db02", "PC" },
  { "64046874-b7c1-45c2-befa-db2d1a6dec3d", "Soluble" },
  { "64569342-86c5-4bc2-90a7-e85af1acbb58", "PETG" },
  { "64d44410-be10-428c-8891-f0ae47ea1734", "PET CF" },
  { "6660eb2e-aa40-49ad-ac9b-ada979f3de9b", "Tough PLA" },
  { "67e9f8b1-bd26-44da-874c-cc62f52df739", "PA" },
  { "682d0508-43a7-4e9b-8473-1990842c9428", "PolyMax PC" },
  { "68c674d6-1289-4a44-8d69-e8a2b1a49855", "Nylon" },
  { "692a2059-4680-4744-8e21-254fc8cd9dc7", "Nylon" },
  { "69386c85-5b6c-421a-bec5-aeb1fb33f060", "PETG" },
  { "698750a7-885b-4b50-b83d-daca8e86768f", "PVA" },
  { "69fd1f24-f411-470e-8158-9e5552f36147", "PLA" },
  { "6a2573e6-c8ee-4c66-8029-3ebb3d5adc5b", "TPU 95A" },
  { "6a738af3-55ce-4467-b7e2-231a2db58bce", "PLA" },
  { "6a8a4700-f2be-4a0c-9370-5ef74ac1b22e", "PLA" },
  { "6b0a5f1a-a43c-483c-b02e-9c9915233143", "PPS CF" },
  { "6cc2db78-1538-43c8-964a-24a4f33119ce", "ABS" },
  { "6d71f4ad-29ab-4b50-8f65-22d99af294dd", "Tough PLA" },
  { "6df69b13-2d96-4a69-a297-aedba667e710", "CPE+" },
  { "6f71f502-5ee7-4b56-8970-87eb1aa0897d", "GreenTEC Pro" },
  { "6fbaf274-d93a-4b84-8072-ac6af432bd4a", "PETG" },
  { "713c954e-0236-49a6-986b-50ef7a7bcca0", "PC-ABS" },
  { "7236ce0c-2e2a-4c5a-90f1-00537482761f", "PEEK" },
  { "7418eca4-e2c4-45b1-a022-37180861fd39", "PETG" },
  { "744e712a-d4b7-4617-9a5d-9e7221c3a295", "Nylon" },
  { "749281e3-7bec-4432-aa4b-71f38379997f", "PETG" },
  { "76309616-ac81-40e0-8c69-d6e2bc5394d9", "PLA" },
  { "763c926e-a5f7-4ba0-927d-b4e038ea2735", "ABS" },
  { "76fc11c6-a0e3-4e5e-a363-5a0b3010b07e", "PLA" },
  { "77873465-83a9-4283-bc44-4e542b8eb3eb", "SR-30" },
  { "78b50ccb-12de-4119-8fb2-7b90a4c0fa46", "PEKK" },
  { "78f8b7d3-e129-4ba3-bdb1-1c9eed8a923f", "PLA" },
  { "7bebd9d6-d485-4c23-b644-34d535e97494", "PLA" },
  { "7c9575a6-c8d6-40ec-b3dd-18d7956bfaae", "ABS" },
  { "7cbdb9ca-081a-456f-a6ba-f73e4e9cb856", "ABS" },
  { "7e6207c4-22ff-441a-b261-ff89f166d5f9", "Breakaway" },
  { "7e6207c4-22ff-441a-b261-ff89f166d6a0", "Breakaway" },
  { "7ff6d2c8-d626-48cd-8012-7725fa537cc9", "CPE" },
  { "80b4b88f-85ee-4f2a-a48b-fd7a5dccb604", "PLA" },
  { "81555f45-354b-42e0-bc0d-e0357cb56dd4", "PET CF" },
  { "831a6fdd-80a7-4f1b-936c-cf77b469a3d4", "ASA" },
  { "832e163d-db99-4a58-80b9-f82073ae0a9b", "PLA" },
  { "837cf11b-6b1e-48dc-94dc-4a2b4888648e", "GFF PA" },
  { "83db87f5-092a-8acd-38e0-9466ba51cd93", "PP" },
  { "851427a0-0c9a-4d7c-a9a8-5cc92f84af1f", "Tough PLA" },
  { "86a89ceb-4159-47f6-ab97-e9953803d70f", "PVA" },
  { "87cfe9c8-ea64-49c9-bf08-e4923c85fe7c", "Metal" },
  { "881c888e-24fb-4a64-a4ac-d5c95b096cd7", "CPE" },
  { "88924e7b-a124-418f-a9b5-9fa56dbc47a3", "PLA" },
  { "88c8919c-6a09-471a-b7b6-e801263d862d", "ABS-R" },
  { "89df7af9-5c23-4c82-a4ee-e4749bed47f8", "PVA" },
  { "89e8eee3-574e-35c5-54c8-c3adf4b53bf8", "PLA" },
  { "8a38a3e9-ecf7-4a7d-a6a9-e7ac35102968", "PC" },
  { "8a73c724-a1d6-40ec-af71-17a6fbe9b019", "PLA-Satin" },
  { "8a996944-7f7b-4e89-8af9-b9b8841c2471", "Tough PLA" },
  { "8b75b775-d3f2-4d0f-8fb2-2a3dd53cf673", "ABS" },
  { "8d2731c8-b209-4202-b5d0-0d2d57070736", "PLA" },
  { "91bd2402-1766-4cb0-9b21-6435e5095395", "PETG" },
  { "923e604c-8432-4b09-96aa-9bbbd42207f4", "BVOH" },
  { "92652f77-93fb-4139-abca-30658ec9e0f9", "PLA" },
  { "92b26c1f-da90-4d69-a35e-d6108727b7cf", "PLA" },
  { "94209c78-8d4d-4866-8a60-5e1f7adb0c36", "ABS" },
  { "9475b03d-fd19-48a2-b7b5-be1fb46abb02", "Nylon" },
  { "948865b1-27bb-45ec-b8de-d56a1ff1bdd0", "Metal" },
  { "94ec3ed1-27b4-4eb8-9e6a-783a47c168fd", "ASA-X" },
  { "956b9054-e5e8-4852-8f5b-1332b73fcd07", "ABS" },
  { "95b51816-6749-4366-9f6a-1d95518cbbb5", "PETG" },
  { "9680dff6-7aa5-400b-982c-40a0de06a718", "PETG" },
  { "97e6aaf1-0da2-47f8-a473-16b8b485bcf5", "TPU" },
  { "98896281-3972-4dc5-8d6d-76ed417b10ea", "PET CF" },
  { "98c05714-bf4e-4455-ba27-57d74fe331e4", "PC" },
  { "98d4d76c-3b31-46be-979b-72166fce5938", "EPLA" },
  { "99b895c2-5c41-48cc-b3b9-d9113e8c6a45", "PLA" },
  { "9bce7bd3-53fd-467a-8b92-0d70720683d9", "Silicone" },
  { "9c1959d0-f597-46ec-9131-34020c7a54fc", "PLA" },
  { "9cfe5bf1-bdc5-4beb-871a-52c70777842d", "PLA" },
  { "9d5d2d7c-4e77-441c-85a0-e9eefd4aa68c", "Tough PLA" },
  { "9d9527bf-7087-4f67-9fac-c79bb5816795", "BVOH" },
  { "9e61f199-6a9c-44b8-91d2-d3ebfb17319f", "PLA" },
  { "9fb18c5f-b707-47d4-b898-087e515beefa", "PETG" },
  { "a02a3978-eb33-47ca-b32b-d08b92b58638", "PETG" },
  { "a0a33de4-44ca-406e-bd38-edb371f40c8f", "GreenTEC Pro" },
  { "a0cf166b-0c06-4873-a2be-b46190edc25c", "Nylon" },
  { "a140ef8f-4f26-4e73-abe0-cfc29d6d1024", "RapidRinse" },
  { "a14eeb2d-3faa-4892-ade6-c56bb34d38eb", "PVA" },
  { "a2b4e314-02f3-44fc-847e-e695b98304e9", "PLA" },
  { "a37db29f-c289-4e44-817a-52b1f016e898", "PETG" },
  { "a4255da2-cb2a-4042-be49-4a83957a2f9a", "PVA" },
  { "a468d86a-220c-47eb-99a5-bbb47e514eb0", "HIPS" },
  { "a5ab90e5-9f5d-445b-b0c5-5312dafa2e27", "TPU" },
  { "a63e93ac-3b52-402f-bc07-a6828abb27a9", "TPU" },
  { "a6f8d4f1-7205-40cc-b9e5-3bad20bc8011", "PET CF" },
  { "a8955dc3-9d7e-404d-8c03-0fd6fee7f22d", "CPE" },
  { "a8f825d6-a8e3-4e89-94f0-456b9f0c6d89", "PLA" },
  { "a9c340fe-255f-4914-87f5-ec4fcb0c11ef", "CPE+" },
  { "aa22e9c7-421f-4745-afc2-81851694394a", "PP" },
  { "abb9c58e-1f56-48d1-bd8f-055fde3a5b56", "PLA" },
  { "add51ef2-86eb-4c39-afd5-5586564f0715", "PVA" },
  { "adda5a78-f1e8-42e5-8837-6d6e6297dfa9", "PLA" },
  { "ae03b4fd-2aa6-4957-aaea-b7ca0bbf0370", "ABS" },
  { "ae0c8895-b4b3-4a12-a5a5-3ae754940ced", "PLA" },
  { "af740bcf-6e7e-457d-a3bb-534699b3378a", "PLA" },
  { "b0dc1bca-2a22-43bc-bd06-4f9588aa2c6c", "Metal" },
  { "b288a835-0e10-45cd-b47c-cb32673d4ec1", "PA" },
  { "b31d12a3-ed0e-4fe4-88f2-5ba6416ae8e5", "Nylon CF Slide" },
  { "b4cd8cf7-2e98-44bd-9e4c-600b5d339e54", "PETG" },
  { "b5c963c1-2663-9737-7013-05df4e3c51a5", "PET" },
  { "b6f76172-bb0f-4326-bdbc-ee8f0e84b283", "HIPS" },
  { "b84f6f15-4a92-4896-8d8e-7e83c8c91fd2", "GreenTEC Pro" },
  { "b9176a2a-7a0f-4821-9f29-76d882a88682", "CPE" },
  { "b9865b5d-e8fe-41e6-a0ab-e34c58aa66a2", "PLA" },
  { "ba91a8a4-ea28-4af8-a7ef-0e9e1bba1994", "ASA" },
  { "bb3c56be-cfeb-4a0a-9316-567200c2d81b", "PC-ABS-FR" },
  { "bc356ea0-1791-479a-9272-40d228d0269a", "Soluble" },
  { "bc3900a5-f6e6-4e94-9a18-2704c303094e", "PLA" },
  { "bd0d9eb3-a920-4632-84e8-dcd6086746c5", "CPE" },
  { "bd60253b-6d27-5cc3-399d-fe94fe9b4cb0", "PC" },
  { "bd66b243-9d50-4e12-bfc3-51c874fca16a", "CFF PA" },
  { "bddeb098-9e1f-4d0b-be9f-e99f6f8277d8", "TPU 95A" },
  { "bfdb0787-032d-4cf5-9975-964132bd641c", "Tough PLA" },
  { "c35c2e96-ef48-7c82-1671-08559df94d1b", "PAHT" },
  { "c64c2dbe-5691-4363-a7d9-66b2dc12837f", "Nylon" },
  { "c6714ed4-9734-4266-b4e1-d90b8b0c2434", "Nylon" },
  { "c7005925-2a41-4280-8cdd-4029e3fe5253", "PP" },
  { "c8394116-30ba-4112-b4d9-8b2394278cb3", "PETG" },
  { "c860a504-f47c-4c57-a251-1e2ecd79600a", "BVOH" },
  { "c8639119-5cae-4f56-9bcf-3bb00e8225fd", "PETG" },
  { "c8e4a85e-b256-4468-8516-0aa98c69c7d7", "PETG" },
  { "ca27d214-ea51-418e-a43f-7f82e319d814", "PLA" },
  { "cb7cbe23-bb0b-4d54-95e0-340aaac4541f", "Nylon" },
  { "cb8232aa-f33b-4aa0-930d-4d7506c0d4e7", "GreenTEC Pro" },
  { "cc227de1-8f69-4742-9569-b7902989328a", "HIPS" },
  { "cece7f55-2ccc-4807-bbb6-4a5df9c9df81", "PLA" },
  { "cf078efd-d15d-4e6d-8f00-401b5e3f6d19", "PLA" },
  { "d4b786bb-e5d2-481b-b3ab-0be976d36af8", "GFF CPE" },
  { "d4d215e9-0344-4caf-a5d5-d2dda7b57e2e", "PETG" },
  { "d67a3ccb-6b51-4013-bdac-4c59e952aaf4", "PETG" },
  { "d86bf59a-9d10-4a25-99b6-2844e0bc1bfb", "PPS CF" },
  { "d9549dba-b9df-45b9-80a5-f7140a9a2f34", "PLA" },
  { "d9fc79db-82c3-41b5-8c99-33b3747b8fb3", "PLA" },
  { "da1872c1-b991-4795-80ad-bdac0f131726", "CPE" },
  { "ddc7203d-923f-4dd7-bf26-448a0834cdce", "TPU" },
  { "de031137-a8ca-4a72-bd1b-17bb964033ad", "Tough PLA" },
  { "e0752072-a685-8721-dfd4-837075eb4f57", "Clay" },
  { "e0825104-a855-407d-a58d-a67a8ed7c24b", "Tough PLA" },
  { "e0af2080-29fc-4b18-a5c0-42ca112f507f", "PETG" },
  { "e0f1d581-cc6b-4e36-8f3c-3f5601ecba5f", "ABS" },
  { "e2409626-b5a0-4025-b73e-b58070219259", "CPE+" },
  { "e256615d-a04e-4f53-b311-114b90560af9", "Nylon" },
  { "e266efca-37e9-4af8-bb04-a4c43877073a", "Nylon" },
  { "e509f649-9fe6-4b14-ac45-d441438cb4ef", "PLA" },
  { "e7cda2de-0ad6-441e-9340-6d408c98def2", "PLA" },
  { "e873341d-d9b8-45f9-9a6f-5609e1bcff68", "ABS" },
  { "e8ec7612-b626-4861-af93-56549c209bad", "Nylon" },
  { "e92b1f0b-a069-4969-86b4-30127cfb6f7b", "PC" },
  { "e9b053a4-bb38-4ad5-be20-3fa8198c08be", "PP" },
  { "ea8a4d2d-dc52-454a-a1f3-60f50cd37df7", "Soluble" },
  { "edcde954-ee11-4a23-9f11-56d2aa03284b", "PA copolymer" },
  { "ee26b749-9c0a-4b8f-885e-db92fcdd23da", "Soluble" },
  { "ef6b0b09-06e7-4c57-a79c-dbf10cf0171d", "PLA" },
  { "eff40bcf-588d-420d-a3bc-a5ffd8c7f4b3", "TPU 95A" },
  { "f0245d40-3657-4615-b9ab-19fc043944ca", "PET CF" },
  { "f0454f97-2b49-46c0-b1cf-aa2986ac62eb", "TPE" },
  { "f1912a12-0129-46e0-b55f-f168950ce08e", "ABS" },
  { "f4176e46-e0af-4379-9851-3e295b2db713", "PETG" },
  { "f42acc2b-f5b0-467c-8fb5-bd02005dc586", "TPE" },
  { "f509bb68-ee78-4947-a3db-9d097522089c", "PLA" },
  { "f79bc612-21eb-482e-ad6c-87d75bdde066", "ASA" },
  { "f7aaa835-b1ca-44b1-a35a-746031d3076f", "PLA" },
  { "f8e496d6-7599-4015-9fac-c7ce53f6633c", "CFF CPE" },
  { "f975e1d4-734f-5a0c-b5ac-6551704c2c37", "ABS" },
  { "faca2421-e10c-4dbf-a1dc-9f3b620fd969", "ABS" },
  { "fc67dfa2-7f71-4ca8-8ba5-dfe802fda22c", "TPC" },
  { "fdff3c20-1d38-4de5-89ee-81789ad8d682", "PETG" },
  { "fe15ed8a-33c3-4f57-a2a7-b4b78a38c3cb", "PVA" },
  { "fe3982c8-58f4-4d86-9ac0-9ff7a3ab9cbc", "PLA" },
  { "ff52b30e-5740-4f70-a7b5-8c436fc9954f", "TPU" },
};

static int
compare_guid (const void *key,
              const void *row)
{
  return strcmp (key, row);
}

/**
 * sluice_material_list_find:
 * @guid: a GUID, in lower case
 * @out_type: (out) (transfer none) (optional): what kind of material it is, as
 *   in %SLUICE_NAME_LIST_MATERIALS
 *
 * Returns: (nullable): the GUID as this list holds it; %NULL for a material
 *   that nobody else knows
 */
const char *
sluice_material_list_find (const char  *guid,
                           const char **out_type)
{
  gsize index;
  const char *row = bsearch (guid, materials, G_N_ELEMENTS (materials), sizeof materials[0], compare_guid);

  if (row == NULL)
    return NULL;

  index = (row - (const char *) materials) / sizeof materials[0];
  if (out_type != NULL)
    *out_type = sluice_name_list_find (SLUICE_NAME_LIST_MATERIALS, materials[index].type, -1);
  return materials[index].guid;
}

/**
 * sluice_material_list_find_maker:
 * @name: what a .makerbot file calls a material, such as "im-pla"; any case
 * @length: bytes of @name
 * @out_type: (out) (transfer none): as in sluice_material_list_find()
 *
 * By cura/PrinterOutput/FormatMaps.py.
 *
 * Returns: (nullable): the GUID of the material; %NULL when it is not known
 */
const char *
sluice_material_list_find_maker (const char  *name,
                                 gsize        length,
                                 const char **out_type)
{
  static const struct { const char *name; const char *guid; } makers[] = {
    { "abs", "e0f1d581-cc6b-4e36-8f3c-3f5601ecba5f" },
    { "abs-cf10", "495a0ce5-9daf-4a16-b7b2-06856d82394d" },
    { "abs-wss1", "88c8919c-6a09-471a-b7b6-e801263d862d" },
    { "asa", "f79bc612-21eb-482e-ad6c-87d75bdde066" },
    { "im-pla", "de031137-a8ca-4a72-bd1b-17bb964033ad" },
    { "nylon-cf", "17abb865-ca73-4ccd-aeda-38e294c9c60b" },
    { "nylon12-cf", "3c6f2877-71cc-4760-84e6-4b89ab243e3b" },
    { "pet", "2d004bbd-d1bb-47f8-beac-b066702d5273" },
    { "pla", "abb9c58e-1f56-48d1-bd8f-055fde3a5b56" },
    { "pva", "add51ef2-86eb-4c39-afd5-5586564f0715" },
    { "sr30", "77873465-83a9-4283-bc44-4e542b8eb3eb" },
    { "wss1", "a140ef8f-4f26-4e73-abe0-cfc29d6d1024" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    if (strlen (makers[i].name) == length && g_ascii_strncasecmp (makers[i].name, name, length) == 0)
      return sluice_material_list_find (makers[i].guid, out_type);

  return NULL;
}
