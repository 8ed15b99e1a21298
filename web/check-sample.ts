/**
 * A draft to try the page with: ours, with mistakes put in on purpose
 */
export const SAMPLE_DRAFT = `ỦY BAN NHÂN DÂN
XÃ BÌNH MINH
Số:     /KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Bình Minh, ngày 10 tháng 3 năm 2026

KẾ HOẠCH
Chăm sóc, phát huy vai trò người cao tuổi năm 2026
(VĂN BẢN MẪU)

Căn cứ Luật Người cao tuổi ngày 23 tháng 11 năm 2009;
Căn cứ Nghị định số 06/2011/NĐ-CP ngày 11 tháng 01 năm 2011 của Chính phủ quy định chi tiết và hướng dẫn thi hành một số điều của Luật Người cao tuổi;
Thực hiện Kết luận số 58/KL-TW ngày 23 tháng 6 năm 2023 của Ban Bí thư về tổ chức và hoạt động của Hội Người cao tuổi Việt Nam;
Thực hiện Quyết định số 1336/QD-TTg ngày 31 tháng 8 năm 2020 của Thủ tướng Chính phủ phê duyệt Đề án nhân rộng mô hình câu lạc bộ liên thế hệ tự giúp nhau giai đoạn đến năm 2025,

Ủy ban nhân dân xã Bình Minh ban hành Kế hoạch với các nội dung sau:

I. MỤC TIÊU
Mỗi thôn có một câu lạc bộ sinh hoạt đều hằng tháng.

II. TỔ CHỨC THỰC HIỆN
Công chức văn hóa - xã hội theo dõi, tổng hợp, báo cáo Ủy ban nhân dân xã.

Nơi nhận:
- Hội Người cao tuổi xã;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
`
